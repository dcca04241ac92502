import type { INodeProperties } from 'n8n-workflow';

/** The days a report is about, and the rows it gives. */
export const reportFields: INodeProperties[] = [
	{
		displayName: 'Start Date',
		name: 'startDate',
		type: 'dateTime',
		typeOptions: { dateOnly: true },
		default: '',
		required: true,
		placeholder: 'e.g. 2026-02-01',
		description:
			'First day of the report. A moment with a time zone counts as the day it is in the time zone of the workflow.',
	},
	{
		displayName: 'End Date',
		name: 'endDate',
		type: 'dateTime',
		typeOptions: { dateOnly: true },
		default: '',
		required: true,
		placeholder: 'e.g. 2026-02-28',
		description: 'Last day of the report; it is included',
	},
	{
		displayName: 'Output',
		name: 'rows',
		type: 'options',
		default: 'all',
		options: [
			{
				name: 'Days and Total',
				value: 'all',
				description: 'One item per day, then one for the whole period',
			},
			{ name: 'Days Only', value: 'days', description: 'One item per day' },
			{ name: 'Total Only', value: 'total', description: 'One item for the whole period' },
		],
		description: 'Which items to return',
	},
	{
		displayName: 'Include Previous Period',
		name: 'previousPeriod',
		type: 'boolean',
		default: true,
		description:
			'Whether to add the figures of the period before, in columns of their own that begin with “previous”; where CreatorCommerce tells no days of that period, only the total has them',
	},
];
