import { execute, getOperationAST, GraphQLError, validate, type GraphQLSchema } from 'graphql';
import type { JsonObject } from '../../json';
import type { Answer } from '../../server/answer';
import type { AdminCall } from './call';
import { costOf } from './cost';
import type { Asked } from './document';
import { ROOT } from './root';

const THROTTLED = {
	message: 'Throttled',
	extensions: { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits' },
};

export interface Outcome {
	answer: Answer;
	/** It was let in and carried out. */
	tookPlace: boolean;
	/** Its points were not there. */
	throttled: boolean;
}

/** One GraphQL request's way: valid, paid for, carried out. Errors are told in a 200. */
export async function runAdmin(schema: GraphQLSchema, asked: Asked, call: AdminCall): Promise<Outcome> {
	const { document } = asked;
	const operation = document && getOperationAST(document, asked.operationName);
	if (!document || !operation) return refused([asked.error ?? new GraphQLError('No operation to execute')]);
	const invalid = validate(schema, document);
	if (invalid.length > 0) return refused(invalid);

	const rootType = asked.isMutation ? schema.getMutationType() : schema.getQueryType();
	if (!rootType) return refused([new GraphQLError('The schema has no such operation')]);
	const { fragments, variables } = asked;
	const requested = Math.max(1, costOf(operation.selectionSet, rootType, { schema, fragments, variables }));
	const { buckets, settings } = call.shopify;
	const { maxQueryCost } = settings();
	if (requested > maxQueryCost) {
		const message = `Query cost is ${requested}, which exceeds the single query max cost limit (${maxQueryCost}).`;
		const extensions = { code: 'MAX_COST_EXCEEDED', cost: requested, maxCost: maxQueryCost };
		return refused([{ message, extensions }]);
	}
	const cost = (actual: number | null) => ({
		cost: {
			requestedQueryCost: requested,
			actualQueryCost: actual,
			throttleStatus: buckets.status(call.app),
		},
	});
	if (!buckets.take(call.app, requested)) {
		return {
			answer: { status: 200, body: { errors: [THROTTLED], extensions: cost(null) } },
			tookPlace: false,
			throttled: true,
		};
	}
	const result = await execute({
		schema,
		document,
		rootValue: ROOT,
		contextValue: call,
		variableValues: variables,
		operationName: asked.operationName,
	});
	const actual = Math.min(requested, asked.isMutation ? requested : Math.max(1, objectsIn(result.data)));
	buckets.giveBack(call.app, requested - actual);
	reportOwnFaults(result.errors ?? []);
	const tookPlace = asked.isMutation && result.data !== undefined;
	return {
		answer: { status: 200, body: { ...result, extensions: cost(actual) } },
		tookPlace,
		throttled: false,
	};
}

function refused(errors: ReadonlyArray<GraphQLError | JsonObject>): Outcome {
	return { answer: { status: 200, body: { errors } }, tookPlace: false, throttled: false };
}

/** A fault of the sandbox's own must be seen as one, not be taken for Shopify's. */
function reportOwnFaults(errors: readonly GraphQLError[]): void {
	for (const { originalError } of errors) {
		if (originalError && !(originalError instanceof GraphQLError))
			console.error('Sandbox: Shopify broke.', originalError);
	}
}

/** How many objects an answer holds, its root not counted. */
function objectsIn(value: unknown): number {
	if (typeof value !== 'object' || value === null) return 0;
	return Object.values(value).reduce<number>(
		(sum, one) => sum + objectsIn(one) + (typeof one === 'object' && one && !Array.isArray(one) ? 1 : 0),
		0,
	);
}
