import { reportFields } from '../../fields/metric';
import type { Operation } from '../../runtime/operation';
import { report } from './report';

export const getRevenue: Operation = {
	name: 'Get Revenue',
	value: 'getRevenue',
	action: 'Get revenue metrics',
	description:
		'Get the store’s revenue and what of it partners brought in, by day and in total, with the period before',
	fields: reportFields,
	writes: false,
	execute: report('getChannelRevenueMetrics'),
};
