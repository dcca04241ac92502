import type { Resource } from '../resource';
import { getRevenue } from './getRevenue.operation';
import { getSessions } from './getSessions.operation';

export const metric: Resource = {
	name: 'Metric',
	value: 'metric',
	description: 'Revenue and visits of the store, and how much of them partners brought in',
	operations: [getRevenue, getSessions],
};
