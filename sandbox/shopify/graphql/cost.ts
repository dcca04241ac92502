import {
	getNamedType,
	isCompositeType,
	isInterfaceType,
	isObjectType,
	Kind,
	valueFromASTUntyped,
	type FieldNode,
	type FragmentDefinitionNode,
	type GraphQLNamedType,
	type GraphQLSchema,
	type SelectionSetNode,
} from 'graphql';
import type { JsonObject } from '../../json';

const MUTATION = 10;
const CONNECTION = 2;

export interface Costed {
	schema: GraphQLSchema;
	fragments: Map<string, FragmentDefinitionNode>;
	variables: JsonObject;
}

/**
 * What a selection costs, by Shopify's published rules: an object 1, a scalar 0, a connection 2 and its page, a
 * mutation 10.
 */
export function costOf(selection: SelectionSetNode, type: GraphQLNamedType, costed: Costed): number {
	let sum = 0;
	for (const field of fieldsOf(selection, costed)) sum += fieldCost(field, type, costed);
	return sum;
}

function fieldCost(field: FieldNode, parent: GraphQLNamedType, costed: Costed): number {
	if (!isObjectType(parent) && !isInterfaceType(parent)) return 0;
	const definition = parent.getFields()[field.name.value];
	if (!definition || !field.selectionSet) return 0;
	const type = getNamedType(definition.type);
	if (!isCompositeType(type)) return 0;
	const inside = costOf(field.selectionSet, type, costed);
	if (parent === costed.schema.getMutationType()) return MUTATION + inside;
	if (type.name.endsWith('Connection')) return CONNECTION + inside * sizeOf(field, costed);
	if (type.name === 'PageInfo' || type.name === 'UserError' || type.name.endsWith('UserError')) return 0;
	// An edge is paid for with its node.
	if (type.name.endsWith('Edge')) return inside;
	return (1 + inside) * sizeOf(field, costed);
}

/** How many of it come at most; 1 where nothing says. */
function sizeOf(field: FieldNode, costed: Costed): number {
	for (const { name, value } of field.arguments ?? []) {
		const given = valueFromASTUntyped(value, costed.variables);
		if ((name.value === 'first' || name.value === 'last') && typeof given === 'number') return given;
		if (name.value === 'ids' && Array.isArray(given)) return given.length;
	}
	return 1;
}

function* fieldsOf(selection: SelectionSetNode, costed: Costed): Generator<FieldNode> {
	for (const one of selection.selections) {
		if (one.kind === Kind.FIELD) yield one;
		else if (one.kind === Kind.INLINE_FRAGMENT) yield* fieldsOf(one.selectionSet, costed);
		else {
			const fragment = costed.fragments.get(one.name.value);
			if (fragment) yield* fieldsOf(fragment.selectionSet, costed);
		}
	}
}
