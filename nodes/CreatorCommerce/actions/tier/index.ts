import type { Resource } from '../resource';
import { getAll } from './getAll.operation';

export const tier: Resource = {
	name: 'Tier',
	value: 'tier',
	description: 'A level of partners with a discount',
	operations: [getAll],
};
