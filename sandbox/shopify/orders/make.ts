import { CATALOGUE } from '../../store/catalogue';
import type { CreatorRecord, StoredCollab } from '../../store/records';
import type { Store } from '../../store/store';
import { rounded } from '../money';
import type { LineItemRecord, OrderRecord } from '../store/records';
import type { ShopifyStore } from '../store/store';
import { withTags } from '../tags';
import type { OrderBook } from './book';

/** What a made-up order may say. */
export interface OrderWish {
	/** Whom it belongs to: e-mail, handle, creator id, collab id or affiliate code. */
	partner?: string;
	/** The partner's own campaign when not given. */
	campaignId?: string;
	total?: number;
	currency?: string;
	/** The customer's. */
	email?: string | null;
	test?: boolean;
	/** attributes: from the start, by attributes only; tagsLater: by tags only; both; none. Default both. */
	attributed?: 'attributes' | 'tagsLater' | 'both' | 'none';
	discountCodes?: string[];
	sourceName?: string;
	sourceIdentifier?: string;
	createdAt?: string;
	/** As in the schema: PAID (default), PENDING, … */
	financialStatus?: string;
	tags?: string[];
	attributes?: Array<{ key: string; value: string }>;
	note?: string;
}

export interface PartnerParts {
	creator: CreatorRecord;
	collab: StoredCollab;
}

const FIXED_TAG = 'CreatorCommerce';

/** Finds a partner by whatever names one. */
export function findPartner(partners: Store, name: string): PartnerParts | undefined {
	const byId = partners.collabs.get(name);
	const creator = byId
		? partners.creators.get(byId.creator)
		: (partners.creatorByEmail(name) ?? partners.creators.get(name));
	const collab = byId ?? (creator ? partners.collabsOf(creator._id)[0] : undefined);
	if (creator && collab) return { creator, collab };
	const wanted = name.toLowerCase();
	for (const { value } of partners.collabs.getRange()) {
		const owner = partners.creators.get(value.creator);
		const names = [owner?.handle, value.affiliateCode].map((text) => text?.toLowerCase());
		if (owner && names.includes(wanted)) return { creator: owner, collab: value };
	}
	return undefined;
}

/** The tags CreatorCommerce gives an order. */
export function attributionTags({ creator, collab }: PartnerParts, campaignId?: string): string[] {
	const campaign = campaignId ?? collab.campaign;
	const tags = [FIXED_TAG, `cc-creator-id-${creator._id}`];
	return campaign === null ? tags : [...tags, `cc-campaign-id-${campaign}`];
}

/** A new order as wished; not saved. */
export function orderFrom(
	store: ShopifyStore,
	book: OrderBook,
	wish: OrderWish,
	partner: PartnerParts | undefined,
): OrderRecord {
	const currency = wish.currency ?? 'USD';
	const total = rounded(wish.total ?? 100, currency);
	const at = wish.createdAt ?? new Date().toISOString();
	const number = store.nextOrderNumber();
	const hasAttributes = wish.attributed === undefined || /^(attributes|both)$/.test(wish.attributed);
	const email = wish.email === undefined ? `buyer${number}@example.com` : wish.email;
	return {
		id: store.nextId(),
		number,
		name: `#${number}`,
		email,
		phone: null,
		customerId:
			email === null ? null : book.customerFor(email, { firstName: 'Sandbox', lastName: 'Buyer' }).id,
		tags: withTags([], wish.tags ?? []),
		attributes: [
			...(partner && hasAttributes ? attributesFor(partner, wish.campaignId) : []),
			...(wish.attributes ?? []),
		],
		lineItems: [lineItem(store, number, total)],
		currency,
		total,
		discount: wish.discountCodes?.length ? rounded(total / 9, currency) : 0,
		discountCodes: wish.discountCodes ?? [],
		financialStatus: wish.financialStatus ?? 'PAID',
		fulfillmentStatus: 'UNFULFILLED',
		sourceName: wish.sourceName ?? 'web',
		sourceIdentifier: wish.sourceIdentifier ?? null,
		poNumber: null,
		test: wish.test ?? false,
		note: wish.note ?? null,
		refunds: [],
		createdAt: new Date(at).toISOString(),
		processedAt: new Date(at).toISOString(),
		updatedAt: new Date(at).toISOString(),
		cancelledAt: null,
	};
}

function attributesFor({ creator, collab }: PartnerParts, campaignId?: string) {
	const campaign = campaignId ?? collab.campaign;
	return [
		{ key: 'cc-creator-id', value: creator._id },
		{ key: 'cc-creator-handle', value: creator.handle },
		...(campaign === null ? [] : [{ key: 'cc-campaign-id', value: campaign }]),
		{ key: 'cc-shop-id', value: creator.shop._id },
	];
}

function lineItem(store: ShopifyStore, number: number, price: number): LineItemRecord {
	const product = CATALOGUE[number % CATALOGUE.length];
	const variant = product?.variants[0];
	return {
		id: store.nextId(),
		title: product?.title ?? 'Something',
		quantity: 1,
		price,
		sku: variant?.sku ?? null,
		vendor: product?.vendor ?? null,
		productId: product?.shopifyId ?? null,
		variantId: variant?.id ?? null,
		variantTitle: variant?.title ?? null,
	};
}
