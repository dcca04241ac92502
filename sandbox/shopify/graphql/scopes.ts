import { GraphQLError } from 'graphql';
import type { AdminCall } from './call';

/** The scopes a root field needs, one of them is enough. */
const NEEDED: Record<string, string[]> = {
	order: ['read_orders', 'write_orders'],
	orders: ['read_orders', 'write_orders'],
	ordersCount: ['read_orders', 'write_orders'],
	orderCreate: ['write_orders'],
	orderUpdate: ['write_orders'],
	customer: ['read_customers', 'write_customers'],
	customerByIdentifier: ['read_customers', 'write_customers'],
	customers: ['read_customers', 'write_customers'],
	metaobject: ['read_metaobjects'],
	metaobjectByHandle: ['read_metaobjects'],
	metaobjects: ['read_metaobjects'],
	product: ['read_products'],
	productByIdentifier: ['read_products'],
	products: ['read_products'],
	productVariant: ['read_products'],
	productVariants: ['read_products'],
};

/** Throws Shopify's ACCESS_DENIED, naming the scope, where the app has none that a field needs. */
export function demand(field: string, call: AdminCall): void {
	demandOneOf(NEEDED[field] ?? [], field, call);
}

/** Tags may be written by whoever may write what they are on. */
export function demandTagging(field: string, id: unknown, call: AdminCall): void {
	const isCustomer = typeof id === 'string' && id.includes('/Customer/');
	demandOneOf([isCustomer ? 'write_customers' : 'write_orders'], field, call);
}

function demandOneOf(scopes: string[], field: string, call: AdminCall): void {
	const held = call.shopify.settings().scopes;
	if (scopes.length === 0 || scopes.some((scope) => held.includes(scope))) return;
	const requiredAccess = `\`${scopes[0] ?? ''}\` access scope.`;
	throw new GraphQLError(`Access denied for ${field} field. Required access: ${requiredAccess}`, {
		extensions: {
			code: 'ACCESS_DENIED',
			documentation: 'https://shopify.dev/api/usage/access-scopes',
			requiredAccess,
		},
	});
}
