import type { Document } from '../client';
import type { Json } from '../narrow';
import type { OrderChange } from './decide';

/** One mutation of a document, and whose it is. */
export interface Step {
	/** Global id of what is changed. */
	target: string;
	kind: 'attributes' | 'removeTags' | 'addTags' | 'customer';
	input: Json | string[];
}

/** Shopify counts 10 points a mutation; scalars and userErrors are free (shopify.dev, GraphQL Admin rate limits). */
const POINTS_A_MUTATION = 10;

/**
 * Mutations in one request. The limit is 1,000 points, so 100; but Shopify carries them out one after the other, and half as
 * many stay well within the time-out.
 */
export const STEPS_A_REQUEST = 50;

/** Attributes first: whoever is told of the order in between sees the new partner, never two. */
export function stepsFor(orderId: string, change: OrderChange): Step[] {
	const { attributes, removeTags, addTags } = change;
	return [
		...(attributes === undefined
			? []
			: [
					{
						target: orderId,
						kind: 'attributes' as const,
						input: { id: orderId, customAttributes: attributes },
					},
				]),
		...(removeTags.length === 0 ? [] : [{ target: orderId, kind: 'removeTags' as const, input: removeTags }]),
		...(addTags.length === 0 ? [] : [{ target: orderId, kind: 'addTags' as const, input: addTags }]),
	];
}

/** A document with an alias `s0`, `s1`, … for each step. Tags are added, never replaced, so it may be sent twice. */
export function stepsDocument(steps: readonly Step[]): { document: Document; variables: Json } {
	const types: string[] = [];
	const fields: string[] = [];
	const variables: Json = {};
	steps.forEach(({ kind, target, input }, at) => {
		const id = `i${at}`;
		const value = `v${at}`;
		variables[value] = input;
		if (kind === 'attributes') {
			types.push(`$${value}: OrderInput!`);
			fields.push(`s${at}: orderUpdate(input: $${value}) { userErrors { field message } }`);
			return;
		}
		variables[id] = target;
		types.push(`$${id}: ID!`, `$${value}: [String!]!`);
		const mutation = kind === 'removeTags' ? 'tagsRemove' : 'tagsAdd';
		fields.push(`s${at}: ${mutation}(id: $${id}, tags: $${value}) { userErrors { field message } }`);
	});
	const scopes = steps.some(({ kind }) => kind === 'customer')
		? ['write_orders', 'write_customers']
		: ['write_orders'];
	return {
		document: {
			name: 'AttributeOrders',
			replaySafe: true,
			scopes,
			cost: steps.length * POINTS_A_MUTATION,
			text: `mutation AttributeOrders(${types.join(', ')}) {\n\t${fields.join('\n\t')}\n}`,
		},
		variables,
	};
}
