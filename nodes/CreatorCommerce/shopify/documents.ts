import { ORDERS_AND_CUSTOMERS, ORDERS_NAMED, ORDERS_TO_ATTRIBUTE } from './attribute/read';
import { stepsDocument } from './attribute/steps';
import { CREATORS_PAGE, CREATOR_BY_HANDLE, CREATOR_IDS_PAGE } from './creators';
import type { Document } from './client';
import {
	PRODUCTS_LIST,
	VARIANTS_SEARCH,
	productsByHandle,
	productsById,
	stockOf,
	variantsById,
} from './productDocuments';
import { CREATOR_NAMES_PAGE } from './creatorDirectory';
import {
	CREATOR_BY_ID,
	STOREFRONT_BY_HANDLE,
	STOREFRONT_BY_ID,
	STOREFRONT_NAMES,
	STOREFRONT_PAGE,
} from './creatorPage/find';
import { NEWEST_NAMES } from './order/byName';
import {
	ORDERS_BY_IDS,
	ORDERS_BY_IDS_CUSTOMERS,
	ORDERS_LOOK,
	ORDERS_PAGE,
	ORDERS_PAGE_CUSTOMERS,
} from './order/list';
import { ORDERS_WHOLE, ORDERS_WHOLE_PLAIN, ORDER_LINES, ORDER_LINES_PLAIN } from './order/read';
import { ORDER_REACH } from './reach';
import { ORDERS_NEWEST, ORDERS_SEARCH } from './orders';
import { SHOP_CURRENCY } from './record/currency';
import { ORDER_CREATE } from './record/draft';
import { ORDERS_BY_SOURCE, ORDERS_JUST_MADE, ORDERS_RECORDED } from './record/find';
import { SCOPES } from './scopes';
import { WEBHOOKS_LIST, WEBHOOK_CREATE, WEBHOOK_DELETE, WEBHOOK_UPDATE } from './webhooks';

/** Every document sent to the Storefront API; a test holds each against its schema. */
export const STOREFRONT_DOCUMENTS: readonly Document[] = [
	STOREFRONT_BY_HANDLE,
	STOREFRONT_BY_ID,
	STOREFRONT_NAMES,
	STOREFRONT_PAGE,
];

/** Every document sent to the Admin API; a test holds each against Shopify's schema. */
export const DOCUMENTS: readonly Document[] = [
	CREATORS_PAGE,
	CREATOR_BY_HANDLE,
	CREATOR_BY_ID,
	CREATOR_IDS_PAGE,
	CREATOR_NAMES_PAGE,
	NEWEST_NAMES,
	ORDERS_BY_IDS,
	ORDERS_BY_IDS_CUSTOMERS,
	ORDERS_LOOK,
	ORDERS_PAGE,
	ORDERS_PAGE_CUSTOMERS,
	ORDERS_WHOLE,
	ORDERS_WHOLE_PLAIN,
	ORDER_LINES,
	ORDER_LINES_PLAIN,
	ORDER_REACH,
	ORDERS_AND_CUSTOMERS,
	ORDERS_BY_SOURCE,
	ORDERS_JUST_MADE,
	ORDERS_NAMED,
	ORDERS_NEWEST,
	ORDERS_RECORDED,
	ORDERS_SEARCH,
	ORDERS_TO_ATTRIBUTE,
	ORDER_CREATE,
	PRODUCTS_LIST,
	SCOPES,
	SHOP_CURRENCY,
	VARIANTS_SEARCH,
	WEBHOOKS_LIST,
	WEBHOOK_CREATE,
	WEBHOOK_DELETE,
	WEBHOOK_UPDATE,
	productsByHandle(3),
	productsById(1),
	stockOf(1),
	variantsById(1),
	stepsDocument([
		{ kind: 'attributes', target: '', input: {} },
		{ kind: 'removeTags', target: '', input: [] },
		{ kind: 'addTags', target: '', input: [] },
		{ kind: 'customer', target: '', input: [] },
	]).document,
];
