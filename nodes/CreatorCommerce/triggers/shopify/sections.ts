import { createHash } from 'crypto';
import { asRecord, isRecord } from '../../api/narrow';
import { listIn } from '../../shopify';
import { type Creator, canonical } from './fields';

/** Parts of a creator that are told apart. Everything a creator holds is in exactly one of them. */
export const SECTIONS = [
	'profile',
	'page',
	'codes',
	'tier',
	'onboarding',
	'drops',
	'content',
	'products',
	'other',
] as const;

export type Section = (typeof SECTIONS)[number];
export type Sections = Record<Section, string>;

/** 24 bits each: a change that leaves a hash as it was is one in sixteen million. */
export const HASH_LENGTH = 4;

const hash = (text: string): string =>
	createHash('sha256').update(text).digest('base64url').slice(0, HASH_LENGTH);

/** Which section a key of the metaobject belongs to; the first that fits. */
const KEYS: ReadonlyArray<readonly [Section, RegExp]> = [
	['onboarding', /^cc-creator-is-onboarded$/],
	['page', /^cc-creator-shop-/],
	['drops', /^cc-creator-(drops|collection)$/],
	['profile', /^(cc-creator-(id|first-name|last-name|email|handle|profile-picture|customer)|handle)$/],
	['tier', /^cc-collab-tier/],
	['codes', /^cc-collab-(affiliate|discount)-/],
];

/** What of a drop's product is the creator's own; the rest is the store's product and changes with its stock and price. */
const CONTENT = /^cc-creator-drop-product-enhancement|^(cc-)?enhancement/;
const IDENTITY =
	/^(cc-creator-drop-product-(product-)?(id|shopify-id|shopify-handle|product-id|variant-id)|id)$/;

export function sectionsOf(creator: Creator): Sections {
	const parts: Record<Section, unknown[]> = {
		profile: [],
		page: [],
		codes: [],
		tier: [],
		onboarding: [],
		drops: [],
		content: [],
		products: [],
		other: [],
	};
	for (const [key, value] of [...creator.values].sort(([left], [right]) => (left < right ? -1 : 1))) {
		const section = KEYS.find(([, pattern]) => pattern.test(key))?.[0] ?? 'other';
		parts[section].push(key, section === 'onboarding' ? value.toLowerCase() : value);
	}
	for (const drop of creator.drops) {
		const { 'cc-creator-drop-products': products, ...own } = asRecord(drop);
		parts.drops.push(own);
		for (const product of listIn(products)) {
			if (!isRecord(product)) {
				parts.drops.push(product);
				continue;
			}
			for (const [key, value] of Object.entries(product).sort(([left], [right]) => (left < right ? -1 : 1))) {
				if (CONTENT.test(key)) parts.content.push(key, value);
				else if (IDENTITY.test(key)) parts.drops.push(key, value);
				else parts.products.push(key, value);
			}
		}
	}
	return sectionsBy((section) => hash(canonical(parts[section])));
}

/** Every section, and what `of` makes of it. */
export const sectionsBy = (of: (section: Section) => string): Sections => ({
	profile: of('profile'),
	page: of('page'),
	codes: of('codes'),
	tier: of('tier'),
	onboarding: of('onboarding'),
	drops: of('drops'),
	content: of('content'),
	products: of('products'),
	other: of('other'),
});
