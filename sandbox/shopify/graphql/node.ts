import { readGid } from '../gids';
import { refusal, textArg, textsArg, type AdminCall, type Resolvers } from './call';
import { customerById } from './customers';
import { metaobjectById } from './metaobjects';
import { orderById } from './orders';
import { productById, variantById } from './products';
import { demand } from './scopes';
import { showSubscription } from './subscriptions';

const READERS: Record<string, { field: string; read: (id: string, call: AdminCall) => unknown }> = {
	Order: { field: 'order', read: orderById },
	Customer: { field: 'customer', read: customerById },
	Metaobject: { field: 'metaobject', read: metaobjectById },
	Product: { field: 'product', read: productById },
	ProductVariant: { field: 'productVariant', read: variantById },
	WebhookSubscription: { field: 'webhookSubscription', read: showSubscription },
};

export const nodeQueries: Resolvers = {
	node: (args, call) => nodeById(textArg(args, 'id') ?? '', call),
	nodes: (args, call) => (textsArg(args, 'ids') ?? []).map((id) => nodeById(id, call)),
};

export function nodeById(id: string, call: AdminCall): unknown {
	const read = readGid(id);
	if (!read) throw refusal(`Invalid global id '${id}'`, 'argumentLiteralsIncompatible');
	const reader = READERS[read.type];
	if (!reader) return null;
	demand(reader.field, call);
	return reader.read(id, call);
}
