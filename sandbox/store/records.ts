import type { JsonObject } from '../json';

/** What the store keeps. What the API shows of it is built in view/. */

export interface MediaRecord {
	_id: string;
	mediaContentType: string;
	mimeType: string;
	originalFilename: string;
	filename: string;
	extension: string;
	owner: string;
	tags: string[];
	url: string;
}

export interface DiscountRecord {
	discountAmount: number;
	discountType: string;
	discountCode?: string;
}

export interface SocialRecord {
	platform: string;
	handle: string;
	url: string;
	followers: number;
}

export interface ShopRecord {
	_id: string;
	title: string;
	description: string;
	primaryColor: string;
}

export interface CreatorRecord {
	_id: string;
	firstName: string;
	lastName: string;
	email: string;
	handle: string;
	username: string;
	source: string;
	isOnboarded: boolean;
	bio: string;
	socials: SocialRecord[];
	tags: string[];
	profilePicture: MediaRecord | null;
	shop: ShopRecord;
	createdAt: string;
	updatedAt: string;
}

export interface StoredCollab {
	_id: string;
	channel: string;
	creator: string;
	affiliateCode: string;
	affiliateUrl: string;
	collabTier: string;
	campaign: string | null;
	discount: DiscountRecord | null;
	isActive: boolean;
	/** Ids in the order they are shown in. A drop that is missing here is detached. */
	drops: string[];
	custom: JsonObject;
	metadata: JsonObject;
	collabStartedAt: string;
	createdAt: string;
	updatedAt: string;
}

export interface EnhancementRecord {
	_id: string;
	/** The internal product id. */
	product: string;
	note: string;
	media: MediaRecord[];
	variant?: string;
	custom: JsonObject;
	formId?: string;
}

export interface DropRecord {
	_id: string;
	collab: string;
	creator: string;
	channel: string;
	title: string;
	description: string;
	media: MediaRecord[];
	/** Internal product ids, one a time a product was added: a repeat is there twice. */
	products: string[];
	enhancements: EnhancementRecord[];
	custom: JsonObject;
	formId?: string;
	createdAt: string;
	updatedAt: string;
}

export interface VariantRecord {
	id: string;
	title: string;
	sku: string;
	price: string;
	available: boolean;
}

export interface ProductRecord {
	_id: string;
	/** The Shopify id, a bare number. */
	shopifyId: string;
	handle: string;
	title: string;
	vendor: string;
	description: string;
	images: string[];
	variants: VariantRecord[];
}

export interface TierRecord {
	_id: string;
	channel: string;
	tierKey: string;
	tierTitle: string;
	relationshipManager: string;
	discount: DiscountRecord | null;
	isDefault: boolean;
	/** Creators of this tier get no metaobject in Shopify, and changes do not reach one that is there. */
	isShopifyCreatorMetaobjectSyncDisabled?: boolean;
	campaign?: string;
	createdAt: string;
	updatedAt: string;
}

export interface DefinitionRecord {
	_id: string;
	ownerType: string;
	name: string;
	description: string;
	handle: string;
	type: string;
	isEditable: boolean;
	isCreatorEditable: boolean;
	isDeleted: boolean;
	channel: string;
	createdAt: string;
	updatedAt: string;
}

/** Campaigns and forms keep whatever fields they were sent. */
export type OpenRecord = JsonObject & { _id: string };

export interface ChannelRecord {
	_id: string;
	name: string;
	handle: string;
	shopDomain: string;
	/** brandKit, features, onboardingSettings and whatever else settings were sent for. */
	settings: JsonObject;
	connectedIntegrations: JsonObject[];
	createdAt: string;
	updatedAt: string;
}

export interface StoredFile {
	contentType: string;
	signature: string;
	bytes: Uint8Array | null;
}

/** What tests look at: the collab with its creator, drops by id. */
export type CollabRecord = Omit<StoredCollab, 'creator'> & { creator: CreatorRecord };
