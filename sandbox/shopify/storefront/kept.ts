import type { Kept } from '../schema/subset';

/** What is kept of the Storefront API: creator pages are read, nothing else. */
export const STOREFRONT: Kept = {
	fields: {
		Metaobject: ['field', 'fields', 'handle', 'id', 'type', 'updatedAt'],
		MetaobjectConnection: ['edges', 'nodes', 'pageInfo'],
		MetaobjectEdge: ['cursor', 'node'],
		MetaobjectField: ['key', 'type', 'value'],
		Node: ['id'],
		PageInfo: ['endCursor', 'hasNextPage', 'hasPreviousPage', 'startCursor'],
		QueryRoot: ['metaobject', 'metaobjects', 'shop'],
		Shop: ['id', 'name'],
	},
	from: ['QueryRoot', 'Node'],
	roots: 'schema {\n  query: QueryRoot\n}',
};
