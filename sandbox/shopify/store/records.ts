/** What the Shopify side keeps. Times are ISO with milliseconds; how they are shown is the settings' matter. */

export interface SubscriptionRecord {
	id: number;
	/** The client id of the app that made it. */
	app: string;
	/** As in the schema: ORDERS_CREATE. */
	topic: string;
	uri: string;
	format: string;
	filter: string | null;
	includeFields: string[];
	metafieldNamespaces: string[];
	name: string | null;
	apiVersion: string;
	/** Failed tries since the last success. */
	failures: number;
	createdAt: string;
	updatedAt: string;
}

export interface MetaobjectRecord {
	id: number;
	creatorId: string;
	handle: string;
	displayName: string;
	/** Of the fields as they were last told; empty until they change for the first time. */
	hash: string;
	createdAt: string;
	updatedAt: string;
}

export interface AttributeRecord {
	key: string;
	value: string;
}

export interface LineItemRecord {
	id: number;
	title: string;
	quantity: number;
	/** Of one, in the order's currency. */
	price: number;
	sku: string | null;
	vendor: string | null;
	productId: string | null;
	variantId: string | null;
	variantTitle: string | null;
}

export interface RefundRecord {
	id: number;
	amount: number;
	note: string | null;
	createdAt: string;
}

export interface OrderRecord {
	id: number;
	number: number;
	name: string;
	email: string | null;
	phone: string | null;
	customerId: number | null;
	tags: string[];
	attributes: AttributeRecord[];
	lineItems: LineItemRecord[];
	currency: string;
	total: number;
	discount: number;
	discountCodes: string[];
	/** As in the schema: PAID. */
	financialStatus: string;
	fulfillmentStatus: string;
	sourceName: string | null;
	sourceIdentifier: string | null;
	poNumber: string | null;
	test: boolean;
	note: string | null;
	refunds: RefundRecord[];
	createdAt: string;
	processedAt: string;
	updatedAt: string;
	cancelledAt: string | null;
}

export interface CustomerRecord {
	id: number;
	email: string | null;
	firstName: string | null;
	lastName: string | null;
	note: string | null;
	tags: string[];
	createdAt: string;
	updatedAt: string;
}

export interface TokenRecord {
	token: string;
	app: string;
	/** Milliseconds since 1970. */
	expiresAt: number;
}
