import { KEPT } from './kept';
import type { Kept } from './subset';

/** What is kept of the Admin API. */
export const ADMIN: Kept = {
	fields: KEPT,
	from: [
		'QueryRoot',
		'Mutation',
		'Node',
		'DisplayableError',
		// Types that are reached through an interface or an ID only.
		'Order',
		'Customer',
		'Metaobject',
		'Product',
		'ProductVariant',
		'WebhookSubscription',
	],
	roots: 'schema {\n  query: QueryRoot\n  mutation: Mutation\n}',
};
