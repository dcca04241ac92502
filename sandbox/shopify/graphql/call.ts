import { GraphQLError } from 'graphql';
import type { JsonObject } from '../../json';
import type { FaultEffect } from '../../options';
import type { ShopifyParts } from '../parts';

/** One GraphQL request, as its resolvers see it. */
export interface AdminCall {
	shopify: ShopifyParts;
	/** Client id of the app that asks. */
	app: string;
	version: string;
	/** Says of each mutation, in the order they are carried out, whether it breaks, and whether it takes place then. */
	breaks?: () => 'before' | 'after' | undefined;
}

export type Resolver = (args: JsonObject, call: AdminCall) => unknown;
export type Resolvers = Record<string, Resolver>;

export function textArg(args: JsonObject, name: string): string | undefined {
	const value = args[name];
	return typeof value === 'string' ? value : undefined;
}

export function textsArg(args: JsonObject, name: string): string[] | undefined {
	const value = args[name];
	return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : undefined;
}

export function objectArg(args: JsonObject, name: string): JsonObject {
	const value = args[name];
	return typeof value === 'object' && value !== null ? { ...value } : {};
}

export function refusal(message: string, code: string): GraphQLError {
	return new GraphQLError(message, { extensions: { code } });
}

/** What a fault does to the mutations of one request. */
export function breaksBy(effect: FaultEffect | undefined): AdminCall['breaks'] {
	if (effect?.kind !== 'fields') return undefined;
	const { every, tookPlace } = effect;
	let seen = 0;
	return () => (++seen % every === 0 ? (tookPlace ? 'after' : 'before') : undefined);
}
