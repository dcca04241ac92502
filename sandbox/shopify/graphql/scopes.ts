import { GraphQLError } from 'graphql';
import { includesScope } from '../held';
import type { AdminCall } from './call';

/** The scope a root field needs. */
const NEEDED: Record<string, string> = {
	order: 'read_orders',
	orders: 'read_orders',
	ordersCount: 'read_orders',
	orderCreate: 'write_orders',
	orderUpdate: 'write_orders',
	customer: 'read_customers',
	customerByIdentifier: 'read_customers',
	customers: 'read_customers',
	metaobject: 'read_metaobjects',
	metaobjectByHandle: 'read_metaobjects',
	metaobjects: 'read_metaobjects',
	product: 'read_products',
	productByIdentifier: 'read_products',
	products: 'read_products',
	productVariant: 'read_products',
	productVariants: 'read_products',
};

/** Throws Shopify's ACCESS_DENIED, naming the scope, where the app has none that a field needs. */
export function demand(field: string, call: AdminCall): void {
	const scope = NEEDED[field];
	if (scope !== undefined) demandScope(scope, field, call);
}

/** Tags may be written by whoever may write what they are on. */
export function demandTagging(field: string, id: unknown, call: AdminCall): void {
	const isCustomer = typeof id === 'string' && id.includes('/Customer/');
	demandScope(isCustomer ? 'write_customers' : 'write_orders', field, call);
}

function demandScope(scope: string, field: string, call: AdminCall): void {
	if (includesScope(call.shopify.settings().scopes, scope)) return;
	const requiredAccess = `\`${scope}\` access scope.`;
	throw new GraphQLError(`Access denied for ${field} field. Required access: ${requiredAccess}`, {
		extensions: {
			code: 'ACCESS_DENIED',
			documentation: 'https://shopify.dev/api/usage/access-scopes',
			requiredAccess,
		},
	});
}
