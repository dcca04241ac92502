import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allTexts, headlines, isSaidBy } from './support/messages';

const ROOT = join(__dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/troubleshooting.md'), 'utf8');
const FOLDERS = ['nodes', 'credentials'].map((folder) => join(ROOT, folder));

/** Messages stand in bold at the start of an entry. */
const quoted = [...PAGE.matchAll(/^- \*\*(.+?)\*\*/gm)].map(([, text]) => text ?? '');
const texts = allTexts(...FOLDERS);
const said = headlines(...FOLDERS);

test('the page quotes messages, each once', () => {
	expect(quoted.length).toBeGreaterThan(100);
	expect(new Set(quoted).size).toBe(quoted.length);
});

test.each(quoted)('is said by the node: %s', (headline) => {
	expect(texts.some(({ wordings }) => wordings.some((wording) => isSaidBy(headline, wording)))).toBe(true);
});

test('every message about input or a request has an entry (otherwise: add one to docs/troubleshooting.md)', () => {
	const missing = said.flatMap(({ wordings }) =>
		wordings.filter(
			(wording) => /\p{L}{3}/u.test(wording) && !quoted.some((headline) => isSaidBy(headline, wording)),
		),
	);
	expect(said.length).toBeGreaterThan(100);
	expect([...new Set(missing)]).toEqual([]);
});

test('a message that nobody says is noticed', () => {
	const invented = [
		'The partner is on holiday',
		'There is no tier that fits',
		'CreatorCommerce did not accept the sun',
	];
	for (const headline of invented) {
		expect(texts.some(({ wordings }) => wordings.some((wording) => isSaidBy(headline, wording)))).toBe(false);
	}
});
