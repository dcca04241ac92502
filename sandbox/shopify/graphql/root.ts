import { refusal, type Resolver, type Resolvers } from './call';
import { customerQueries } from './customers';
import { metaobjectQueries } from './metaobjects';
import { nodeQueries } from './node';
import { orderCreateMutations } from './orderCreate';
import { orderMutations, orderQueries } from './orders';
import { productQueries } from './products';
import { demand, demandTagging } from './scopes';
import { shopQueries } from './shop';
import { subscriptionMutations, subscriptionQueries } from './subscriptions';
import { tagMutations } from './tags';

const broken = () =>
	refusal('Internal error. Looks like something went wrong on our end.', 'INTERNAL_SERVER_ERROR');

/** Mutations that a fault may strike one by one. */
function breakable(resolvers: Resolvers): Resolvers {
	const entries = Object.entries(resolvers).map(([field, resolve]): [string, Resolver] => [
		field,
		(args, call) => {
			const breaks = call.breaks?.();
			if (breaks === 'before') throw broken();
			const result = resolve(args, call);
			if (breaks === 'after') throw broken();
			return result;
		},
	]);
	return Object.fromEntries(entries);
}

function guarded(resolvers: Resolvers): Resolvers {
	const entries = Object.entries(resolvers).map(([field, resolve]): [string, Resolver] => [
		field,
		(args, call) => {
			if (field.startsWith('tags')) demandTagging(field, args.id, call);
			else demand(field, call);
			return resolve(args, call);
		},
	]);
	return Object.fromEntries(entries);
}

/** Every root field; each asks for the scope it needs first. */
export const ROOT: Resolvers = guarded({
	...shopQueries,
	...nodeQueries,
	...subscriptionQueries,
	...breakable(subscriptionMutations),
	...metaobjectQueries,
	...orderQueries,
	...breakable(orderMutations),
	...breakable(orderCreateMutations),
	...customerQueries,
	...productQueries,
	...breakable(tagMutations),
});
