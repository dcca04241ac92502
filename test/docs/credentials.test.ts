import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CreatorCommerceApi } from '../../credentials/CreatorCommerceApi.credentials';
import { CreatorCommerceShopifyApi } from '../../credentials/CreatorCommerceShopifyApi.credentials';
import { CreatorCommerceWebhookApi } from '../../credentials/CreatorCommerceWebhookApi.credentials';
import { allTexts } from './support/messages';

const ROOT = join(__dirname, '../..');
const pageOf = (name: string): string => readFileSync(join(ROOT, 'docs', name), 'utf8');
const PAGE = pageOf('credentials.md');

/** The rows of the table of scopes. */
const listed = [...PAGE.matchAll(/^\| `((?:unauthenticated_)?(?:read|write)_[a-z_]+)`/gm)].map(
	([, scope]) => scope ?? '',
);

const scopesIn = (texts: string[]): string[] => [
	...new Set(
		texts.flatMap((text) =>
			[...text.matchAll(/\b(?:unauthenticated_)?(?:read|write)_[a-z_]+\b/g)].map(([scope]) => scope),
		),
	),
];

test('the table holds every scope that the code asks for or speaks of, and no other', () => {
	const texts = allTexts(join(ROOT, 'nodes'), join(ROOT, 'credentials')).flatMap(({ wordings }) => wordings);
	expect(new Set(listed).size).toBe(listed.length);
	expect([...listed].sort()).toEqual(scopesIn(texts).sort());
});

test('no page names a scope that is not in the table', () => {
	const pages = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
	for (const name of pages) {
		const other = scopesIn([pageOf(name)]).filter((scope) => !listed.includes(scope));
		expect({ name, other }).toEqual({ name, other: [] });
	}
});

test('every field of each credential is explained', () => {
	const pages = PAGE + pageOf('inbound.md');
	const fields = [CreatorCommerceApi, CreatorCommerceShopifyApi, CreatorCommerceWebhookApi].flatMap(
		(Credential) =>
			new Credential().properties
				.filter(({ type }) => type !== 'hidden')
				.map(({ displayName }) => displayName),
	);
	expect(fields.length).toBeGreaterThan(25);
	expect(fields.filter((field) => !pages.includes(field))).toEqual([]);
});
