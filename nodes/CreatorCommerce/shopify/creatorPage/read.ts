import { type Json, asList, asNumber, asRecord, asText, bareId, isRecord } from '../narrow';

/** A product of a drop, with what the creator says about it. */
export interface PageProduct {
	/** The bare Shopify number. */
	id: string | undefined;
	/** CreatorCommerce's own id. */
	internalId: string | undefined;
	handle: string | undefined;
	title: string | undefined;
	vendor: string | undefined;
	enhancementId: string | undefined;
	note: string | undefined;
	/** The bare number of the variant that is shown. */
	variant: string | undefined;
	media: string[];
	images: string[];
	customFields: Json;
}

export interface PageDrop {
	id: string | undefined;
	handle: string | undefined;
	title: string | undefined;
	description: string | undefined;
	/** The bare number of the Shopify collection. */
	collectionId: string | undefined;
	products: PageProduct[];
	customFields: Json;
}

/** A creator page: the metaobject with its `data` unpacked. Texts that are empty are left out. */
export interface CreatorPage {
	/** The bare number of the metaobject. */
	id: string;
	/** Of the page: `/pages/creator/{handle}`. */
	handle: string;
	updatedAt: string | undefined;
	creatorId: string | undefined;
	collabId: string | undefined;
	email: string | undefined;
	firstName: string | undefined;
	lastName: string | undefined;
	title: string | undefined;
	description: string | undefined;
	url: string | undefined;
	primaryColor: string | undefined;
	profilePicture: string | undefined;
	isOnboarded: boolean | undefined;
	affiliateCode: string | undefined;
	affiliateUrl: string | undefined;
	discountCode: string | undefined;
	discountAmount: number | undefined;
	discountType: string | undefined;
	tier: string | undefined;
	tierKey: string | undefined;
	campaignId: string | undefined;
	campaign: string | undefined;
	customerId: string | undefined;
	/** In the order of the page. */
	drops: PageDrop[];
	/** Everything of CreatorCommerce's that is none of the above. */
	customFields: Json;
}

/** Keys of the metaobject that are no custom fields, by the vendor's public list. */
const OWN_KEY = /^cc-(creator|collab|channel|campaign)-/;
const DROP_KEY = /^cc-creator-drop-(id|handle|title|description|collection-id|products)$/;
const ENHANCEMENT_KEY = /^(_?id|note|media|variant)$/;

/** @returns undefined for what is no creator page */
export function readCreatorPage(node: unknown): CreatorPage | undefined {
	const record = asRecord(node);
	const id = bareId(record.id);
	const handle = asText(record.handle);
	if (id === undefined || handle === undefined) return undefined;
	const fields: Json = {};
	for (const field of asList(record.fields)) {
		const { key, value } = asRecord(field);
		if (typeof key === 'string') fields[key] = value;
	}
	const data = asRecord(parsed(fields.data));
	// A field of its own is newer than the same in `data`, should they ever differ.
	const all: Json = { ...data, ...withoutEmpty(fields) };
	const text = (key: string): string | undefined => asText(all[key]);
	return {
		id,
		handle,
		updatedAt: asText(record.updatedAt),
		creatorId: text('cc-creator-id'),
		collabId: text('cc-collab-id'),
		email: text('cc-creator-email'),
		firstName: text('cc-creator-first-name'),
		lastName: text('cc-creator-last-name'),
		title: text('cc-creator-shop-title'),
		description: text('cc-creator-shop-description'),
		url: text('cc-creator-shop-url'),
		primaryColor: text('cc-creator-shop-theme-primary-color'),
		profilePicture: urlsIn(parsed(all['cc-creator-profile-picture']))[0],
		isOnboarded: flag(all['cc-creator-is-onboarded']),
		affiliateCode: text('cc-collab-affiliate-code'),
		affiliateUrl: text('cc-collab-affiliate-link'),
		discountCode: text('cc-collab-discount-code'),
		discountAmount: asNumber(all['cc-collab-discount-amount']),
		discountType: text('cc-collab-discount-type'),
		tier: text('cc-collab-tier'),
		tierKey: text('cc-collab-tier-key'),
		campaignId: text('cc-campaign-id'),
		campaign: text('cc-campaign-title'),
		customerId: bareId(all['cc-creator-customer']),
		drops: listIn(data['cc-creator-drops']).map(readDrop),
		customFields: rest(data, (key) => OWN_KEY.test(key) || !key.startsWith('cc-')),
	};
}

function readDrop(value: unknown): PageDrop {
	const drop = asRecord(value);
	return {
		id: asText(drop['cc-creator-drop-id']),
		handle: asText(drop['cc-creator-drop-handle']),
		title: asText(drop['cc-creator-drop-title']),
		description: asText(drop['cc-creator-drop-description']),
		collectionId: bareId(drop['cc-creator-drop-collection-id']),
		products: listIn(drop['cc-creator-drop-products']).map(readProduct),
		customFields: rest(drop, (key) => DROP_KEY.test(key)),
	};
}

function readProduct(value: unknown): PageProduct {
	const product = asRecord(value);
	const own = (key: string): unknown => product[`cc-creator-drop-product-${key}`];
	const enhancement = asRecord(parsed(product.enhancement));
	const media = [...urlsIn(parsed(enhancement.media)), ...urlsIn(parsed(own('enhancement-media')))];
	return {
		id: bareId(own('shopify-id')) ?? bareId(product.id),
		internalId: asText(own('id')),
		handle: asText(own('shopify-handle')) ?? asText(product.handle),
		title: asText(own('title')) ?? asText(product.title),
		vendor: asText(product.vendor),
		enhancementId: asText(own('enhancement-id')) ?? asText(enhancement._id),
		note: asText(own('enhancement-note')) ?? asText(enhancement.note),
		variant: bareId(own('enhancement-variant')) ?? bareId(enhancement.variant),
		media: [...new Set(media)],
		images: urlsIn(product.images),
		customFields: rest(enhancement, (key) => ENHANCEMENT_KEY.test(key)),
	};
}

/** A JSON text as what it says; anything else as it is. */
function parsed(value: unknown): unknown {
	if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
	try {
		return JSON.parse(value);
	} catch {
		return value;
	}
}

/** A list, also where it comes as its JSON text, or as an object with the keys "0", "1", … */
export function listIn(value: unknown): unknown[] {
	const list = parsed(value);
	if (!isRecord(list)) return asList(list);
	return Object.keys(list).every((key) => /^\d+$/.test(key)) ? Object.values(list) : [];
}

/** Addresses of media, which come as texts or as objects with a `url` or `src`. */
function urlsIn(value: unknown): string[] {
	return (Array.isArray(value) ? value : [value]).flatMap((one: unknown) => {
		const url = isRecord(one) ? (asText(one.url) ?? asText(one.src)) : asText(one);
		return url ?? [];
	});
}

const flag = (value: unknown): boolean | undefined => {
	const text = String(value ?? '').toLowerCase();
	return text === 'true' ? true : text === 'false' ? false : undefined;
};

const rest = (values: Json, isKnown: (key: string) => boolean): Json =>
	Object.fromEntries(
		Object.entries(values)
			.filter(([key, value]) => !isKnown(key) && value !== '' && value !== null && value !== undefined)
			.map(([key, value]) => [key, parsed(value)]),
	);

const withoutEmpty = (values: Json): Json =>
	Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '' && value !== null));
