/**
 * What is sent although the vendor's file does not name it, and why we know better. Reported as "known
 * additions", never as a failure; anything that is not in this table is one.
 */
export interface Addition {
	operationId: string;
	in: 'query' | 'body';
	/** Query name, or pointer into the body. */
	name: string;
	source: string;
}

export const KNOWN_ADDITIONS: Addition[] = [
	{
		operationId: 'getChannelCollabs',
		in: 'query',
		name: 'cursor',
		source: 'answers carry pagination.nextCursor and the file names no parameter that takes it',
	},
	{
		operationId: 'updateCollab',
		in: 'query',
		name: 'myshopify_domain',
		source: "the vendor's published Shopify Flow automations call it with this parameter",
	},
];
