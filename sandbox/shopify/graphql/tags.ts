import type { JsonObject } from '../../json';
import { gid, readGid } from '../gids';
import { orderTagsProblem, withoutTags, withTags } from '../tags';
import { refusal, textArg, textsArg, type AdminCall, type Resolvers } from './call';
import { nodeById } from './node';

export const tagMutations: Resolvers = {
	tagsAdd: (args, call) => retag(args, call, withTags),
	tagsRemove: (args, call) => retag(args, call, withoutTags),
};

function retag(
	args: JsonObject,
	call: AdminCall,
	change: (before: string[], given: string[]) => string[],
): JsonObject {
	const text = textArg(args, 'id') ?? '';
	const read = readGid(text);
	if (!read) throw refusal(`Invalid global id '${text}'`, 'argumentLiteralsIncompatible');
	const { data, book } = call.shopify;
	const id = Number(read.id);
	const given = textsArg(args, 'tags') ?? [];
	if (read.type === 'Order') {
		const order = data.orders.get(id);
		if (!order) return missing();
		const tags = change(order.tags, given);
		const problem = orderTagsProblem(tags);
		if (problem !== undefined) return { node: null, userErrors: [{ field: ['tags'], message: problem }] };
		book.change(id, { tags });
	} else if (read.type === 'Customer') {
		const customer = data.customers.get(id);
		if (customer) book.tagCustomer(id, change(customer.tags, given));
		else return missing();
	} else throw refusal(`Invalid id: ${text}`, 'RESOURCE_NOT_FOUND');
	return { node: nodeById(gid(read.type, read.id), call), userErrors: [] };
}

function missing(): JsonObject {
	return { node: null, userErrors: [{ field: ['id'], message: 'Resource does not exist' }] };
}
