import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const ROOT = join(__dirname, '../..');

const pages = [
	'README.md',
	...readdirSync(join(ROOT, 'docs'))
		.filter((name) => name.endsWith('.md'))
		.map((name) => `docs/${name}`),
	'templates/README.md',
	'bench/README.md',
];

/** Without code: what stands there is pasted, not followed. */
const prose = (page: string): string =>
	readFileSync(join(ROOT, page), 'utf8')
		.replace(/^```[\s\S]*?^```/gm, '')
		.replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, ''));

/** As GitHub makes it of a heading: small letters, blanks to dashes, punctuation left out; a repeated one is numbered. */
function anchorsIn(page: string): Set<string> {
	const anchors = new Set([...prose(page).matchAll(/<a id="([^"]+)"/g)].map(([, id]) => id ?? ''));
	const seen = new Map<string, number>();
	for (const [, heading] of prose(page).matchAll(/^#{1,6} +(.+?) *$/gm)) {
		const words = (heading ?? '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*`]|\b_|_\b/g, '');
		const anchor = words
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\p{M} _-]/gu, '')
			.replace(/ /g, '-');
		const times = seen.get(anchor) ?? 0;
		seen.set(anchor, times + 1);
		anchors.add(times === 0 ? anchor : `${anchor}-${times}`);
	}
	return anchors;
}

interface Link {
	page: string;
	target: string;
}

const links: Link[] = pages.flatMap((page) =>
	[...prose(page).matchAll(/\]\(([^)\s]+)\)|(?:href|src)="([^"]+)"/g)]
		.map(([, inText, inTag]) => ({ page, target: inText ?? inTag ?? '' }))
		.filter(({ target }) => !/^(?:[a-z]+:|\/\/)/i.test(target)),
);

/** What is wrong with a link; undefined when it leads somewhere. */
function wrong({ page, target }: Link): string | undefined {
	const [path = '', anchor] = decodeURI(target).split('#');
	const file = path === '' ? page : relative(ROOT, join(ROOT, dirname(page), path));
	if (file.startsWith('..')) return `${page}: ${target} leads out of the repository`;
	if (!existsSync(join(ROOT, file))) return `${page}: there is no ${file}`;
	if (anchor === undefined || !file.endsWith('.md')) return undefined;
	return anchorsIn(file).has(anchor) ? undefined : `${page}: ${file} has no heading #${anchor}`;
}

test('relative links and images lead somewhere, headings included', () => {
	expect(links.length).toBeGreaterThan(50);
	expect(links.flatMap((link) => wrong(link) ?? [])).toEqual([]);
});

test('every page of docs/ stands in docs/README.md', () => {
	const listed = links.filter(({ page }) => page === 'docs/README.md').map(({ target }) => `docs/${target}`);
	expect(
		pages.filter((page) => page.startsWith('docs/') && page !== 'docs/README.md' && !listed.includes(page)),
	).toEqual([]);
});

test('addresses that the node itself shows lead to a page and a heading that are there', () => {
	const home = 'https://github.com/n8n-nodes-creatorcommerce/n8n-nodes-creatorcommerce';
	const sources = ['credentials', 'nodes'].flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
			.filter((name) => /\.(ts|json)$/.test(name))
			.map((name) => readFileSync(join(ROOT, folder, name), 'utf8')),
	);
	const shown = sources.flatMap((text) =>
		[...text.matchAll(/https:\/\/github\.com\/n8n-nodes-creatorcommerce\/[^'"`\s$]+/g)].map(
			([address]) => address,
		),
	);
	expect(shown.length).toBeGreaterThan(3);
	const targets = [...new Set(shown)].map((address) =>
		address
			.replace(home, '')
			.replace(/^\/blob\/main\//, '')
			// GitHub's own name for the page below the list of files.
			.replace(/^#readme$/, 'README.md')
			.replace(/^#/, 'README.md#'),
	);
	expect(targets.flatMap((target) => wrong({ page: 'README.md', target }) ?? [])).toEqual([]);
});

test('a link that leads nowhere is noticed', () => {
	expect(wrong({ page: 'docs/limits.md', target: 'nowhere.md' })).toMatch('there is no docs/nowhere.md');
	expect(wrong({ page: 'docs/limits.md', target: '../README.md#nowhere' })).toMatch('no heading #nowhere');
	expect(wrong({ page: 'docs/limits.md', target: '#the-loop-that-picks-up-the-rest' })).toBeUndefined();
});
