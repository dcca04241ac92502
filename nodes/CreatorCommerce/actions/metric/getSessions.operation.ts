import { reportFields } from '../../fields/metric';
import type { Operation } from '../../runtime/operation';
import { report } from './report';

export const getSessions: Operation = {
	name: 'Get Sessions',
	value: 'getSessions',
	action: 'Get session metrics',
	description:
		'Get the visits to the store and what of them partners brought in, by day and in total, with the period before',
	fields: reportFields,
	writes: false,
	execute: report('getChannelSessionMetrics'),
};
