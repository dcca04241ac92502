import type { JsonObject } from '../../json';
import { gid } from '../gids';
import { matches } from '../search/match';
import { parseSearch } from '../search/parse';
import type { CustomerRecord } from '../store/records';
import { utcTime } from '../times';
import { objectArg, textArg, type AdminCall, type Resolvers } from './call';
import { connection } from './connection';
import { idOfType } from './ids';

export const customerQueries: Resolvers = {
	customer: (args, call) => customerById(textArg(args, 'id') ?? '', call),
	customerByIdentifier(args, call) {
		const identifier = objectArg(args, 'identifier');
		const id = textArg(identifier, 'id');
		if (id !== undefined) return customerById(id, call);
		const found = call.shopify.book.customerByEmail(textArg(identifier, 'emailAddress') ?? '');
		return found ? show(found, call) : null;
	},
	customers(args, call) {
		const condition = parseSearch(textArg(args, 'query') ?? '');
		const rows = call.shopify.data.customers
			.all()
			.filter((customer) => !condition || matches(condition, (field) => valuesOf(customer, field)));
		return connection(
			rows,
			args,
			(customer) => [customer.id, customer.id],
			(customer) => show(customer, call),
		);
	},
};

export function customerById(id: string, call: AdminCall): unknown {
	const customer = call.shopify.data.customers.get(Number(idOfType(id, 'Customer')));
	return customer ? show(customer, call) : null;
}

function valuesOf(customer: CustomerRecord, field: string | null): unknown[] | undefined {
	const { email, tags, id, createdAt, updatedAt, firstName, lastName } = customer;
	if (field === null) return [email, firstName, lastName, ...tags];
	const fields: Record<string, unknown[]> = {
		id: [id],
		email: [email],
		tag: tags,
		first_name: [firstName],
		last_name: [lastName],
		customer_date: [createdAt],
		updated_at: [updatedAt],
	};
	return fields[field];
}

function show(customer: CustomerRecord, call: AdminCall): JsonObject {
	const { settings, data } = call.shopify;
	const { personalData, timestamps } = settings();
	const email = personalData ? customer.email : null;
	const names = [customer.firstName, customer.lastName].filter((name) => name !== null);
	return {
		__typename: 'Customer',
		id: gid('Customer', customer.id),
		legacyResourceId: String(customer.id),
		displayName: names.join(' ') || (email ?? ''),
		email,
		defaultEmailAddress: email === null ? null : { emailAddress: email },
		firstName: customer.firstName,
		lastName: customer.lastName,
		note: customer.note,
		numberOfOrders: () =>
			String(data.orders.all().filter(({ customerId }) => customerId === customer.id).length),
		tags: customer.tags,
		createdAt: utcTime(customer.createdAt, timestamps),
		updatedAt: utcTime(customer.updatedAt, timestamps),
	};
}
