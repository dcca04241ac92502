import { GraphQLError } from 'graphql';
import { gid, readGid } from '../gids';
import { objectArg, textArg, type AdminCall, type Resolvers } from '../graphql/call';
import { connection } from '../graphql/connection';
import { allMetaobjects, showMetaobject } from '../graphql/metaobjects';
import { METAOBJECT_TYPE } from '../metaobject/payload';
import type { MetaobjectRecord } from '../store/records';

const SCOPE = 'unauthenticated_read_metaobjects';

/** The root fields of the Storefront API. What the store does not show is as good as not there. */
export const STOREFRONT_ROOT: Resolvers = {
	shop: (_args, call) => ({ id: gid('Shop', 70_000_000_001), name: call.shopify.partners.channel.name }),
	metaobject(args, call) {
		demand('metaobject', call);
		const found = shown(call).find(isAsked(args));
		return found ? showMetaobject(found, call) : null;
	},
	metaobjects(args, call) {
		demand('metaobjects', call);
		return connection(
			args.type === METAOBJECT_TYPE ? shown(call) : [],
			args,
			(record) => [args.sortKey === 'updated_at' ? record.updatedAt : record.id, record.id],
			(record) => showMetaobject(record, call),
		);
	},
};

/** By global id, or by type and handle. */
function isAsked(args: Record<string, unknown>): (record: MetaobjectRecord) => boolean {
	const id = textArg(args, 'id');
	const { type, handle } = objectArg(args, 'handle');
	if (id === undefined) return (record) => type === METAOBJECT_TYPE && record.handle === handle;
	const read = readGid(id);
	return (record) => read?.type === 'Metaobject' && Number(read.id) === record.id;
}

function shown(call: AdminCall): MetaobjectRecord[] {
	return call.shopify.settings().storefrontPages === 'shown' ? allMetaobjects(call) : [];
}

function demand(field: string, call: AdminCall): void {
	if (call.shopify.settings().storefrontScopes.includes(SCOPE)) return;
	throw new GraphQLError(`Access denied for ${field} field. Required access: \`${SCOPE}\` access scope.`, {
		extensions: { code: 'ACCESS_DENIED', requiredAccess: `\`${SCOPE}\` access scope.` },
	});
}
