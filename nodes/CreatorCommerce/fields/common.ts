import type { INodeProperties } from 'n8n-workflow';

export const returnAllFields = (things: string): INodeProperties[] => [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
		hint: `The number of ${things} for each input item`,
	},
];

export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** Fields a user adds as needed. */
export const fieldCollection = (
	displayName: string,
	name: string,
	options: INodeProperties[],
): INodeProperties => ({
	displayName,
	name,
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options,
});

/** What a list leaves out. */
export const filtersField = (options: INodeProperties[]): INodeProperties => ({
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options,
});

const stopAfter: INodeProperties = {
	displayName: 'Stop After (Minutes)',
	name: 'stopAfter',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 0,
	placeholder: 'e.g. 4',
	description:
		'Nothing new is sent after so many minutes; the rows that are left come out with the status notSent. 0 means no end. Use it where executions may not run long, such as on n8n Cloud.',
};

/** The Options of an operation that writes. `own` come first; Stop After is in all of them. */
export const writeOptions = (...own: INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [...own, stopAfter].sort((left, right) => (left.displayName < right.displayName ? -1 : 1)),
});

/** Of an operation that creates something that has a title but no key of its own. */
export const matchOnTitleOption = (thing: string): INodeProperties => ({
	displayName: 'Match on Title',
	name: 'matchOnTitle',
	type: 'boolean',
	default: true,
	description: `Whether to use a ${thing} that has the same title, instead of making a second one. It is left as it is.`,
});
