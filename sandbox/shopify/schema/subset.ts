import {
	Kind,
	parse,
	print,
	printSchema,
	visit,
	type DefinitionNode,
	type FieldDefinitionNode,
	type GraphQLSchema,
	type InterfaceTypeDefinitionNode,
	type ObjectTypeDefinitionNode,
} from 'graphql';
/** What is kept of a schema. */
export interface Kept {
	/** Fields by type. */
	fields: Record<string, string[]>;
	/** Types to begin with; what they refer to follows. */
	from: string[];
	/** The `schema { … }` definition. */
	roots: string;
}

const BUILT_IN = new Set(['String', 'Int', 'Float', 'Boolean', 'ID']);

/**
 * The SDL of the kept fields and of everything they refer to. Throws where a kept field is not in the schema, or
 * refers to an output type of which nothing is kept.
 */
export function subsetOf(schema: GraphQLSchema, wanted: Kept): string {
	const whole = visit(parse(printSchema(schema)), {
		enter: (node) => ('description' in node ? { ...node, description: undefined } : undefined),
	});
	const named = new Map<string, DefinitionNode>();
	for (const definition of whole.definitions) {
		if ('name' in definition && definition.name) named.set(definition.name.value, definition);
	}
	const kept = new Map<string, DefinitionNode>();
	const waiting = [...wanted.from];
	for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
		if (kept.has(name) || BUILT_IN.has(name)) continue;
		const definition = named.get(name);
		if (!definition) throw new Error(`The schema has no ${name}.`);
		const cut = cutDown(definition, wanted.fields);
		kept.set(name, cut);
		waiting.push(...referredTo(cut));
	}
	const directives = whole.definitions
		.filter(({ kind }) => kind === Kind.DIRECTIVE_DEFINITION)
		.filter((directive) => referredTo(directive).every((name) => BUILT_IN.has(name) || kept.has(name)));
	const sorted = [...kept].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, definition]) => definition);
	return `${[wanted.roots, ...[...directives, ...sorted].map(print)].join('\n\n')}\n`;
}

function cutDown(definition: DefinitionNode, fields: Kept['fields']): DefinitionNode {
	if (definition.kind === Kind.UNION_TYPE_DEFINITION) {
		return { ...definition, types: definition.types?.filter(({ name }) => fields[name.value]) };
	}
	if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) return cutFields(definition, fields);
	return definition.kind === Kind.INTERFACE_TYPE_DEFINITION ? cutFields(definition, fields) : definition;
}

function cutFields<T extends ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode>(
	definition: T,
	kept: Kept['fields'],
): T {
	const name = definition.name.value;
	const wanted = kept[name];
	if (!wanted) throw new Error(`Nothing is kept of ${name}.`);
	const fields = wanted.map((field): FieldDefinitionNode => {
		const found = definition.fields?.find((candidate) => candidate.name.value === field);
		if (!found) throw new Error(`The schema has no ${name}.${field}.`);
		return found;
	});
	return {
		...definition,
		fields,
		interfaces: definition.interfaces?.filter((type) => kept[type.name.value]),
	};
}

function referredTo(definition: DefinitionNode): string[] {
	const names: string[] = [];
	visit(definition, {
		NamedType(node) {
			names.push(node.name.value);
		},
	});
	return names;
}
