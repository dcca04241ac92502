import {
	getOperationAST,
	GraphQLError,
	Kind,
	parse,
	type DocumentNode,
	type FragmentDefinitionNode,
} from 'graphql';
import type { JsonObject } from '../../json';

export interface Asked {
	document: DocumentNode | null;
	error: GraphQLError | null;
	variables: JsonObject;
	operationName: string | null;
	isMutation: boolean;
	rootFields: string[];
	fragments: Map<string, FragmentDefinitionNode>;
}

/** What a request's body asks; null where there is no query in it. */
export function readAsked(body: unknown): Asked | null {
	if (typeof body !== 'object' || body === null || !('query' in body) || typeof body.query !== 'string')
		return null;
	const variables =
		'variables' in body && typeof body.variables === 'object' && body.variables ? { ...body.variables } : {};
	const name = 'operationName' in body && typeof body.operationName === 'string' ? body.operationName : null;
	const asked = { variables, operationName: name, isMutation: false, rootFields: [], fragments: new Map() };
	try {
		const document = parse(body.query);
		const fragments = new Map<string, FragmentDefinitionNode>();
		for (const definition of document.definitions) {
			if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
		}
		const operation = getOperationAST(document, name);
		return {
			...asked,
			document,
			error: operation ? null : new GraphQLError('No operation to execute'),
			fragments,
			operationName: operation?.name?.value ?? name,
			isMutation: operation?.operation === 'mutation',
			rootFields: (operation?.selectionSet.selections ?? []).flatMap((one) =>
				one.kind === Kind.FIELD ? [one.name.value] : [],
			),
		};
	} catch (error) {
		if (error instanceof GraphQLError) return { ...asked, document: null, error };
		throw error;
	}
}
