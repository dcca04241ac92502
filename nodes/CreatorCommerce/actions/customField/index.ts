import type { Resource } from '../resource';
import { create } from './create.operation';
import { getAll } from './getAll.operation';

export const customField: Resource = {
	name: 'Custom Field',
	value: 'customField',
	description: 'The definitions of the store’s own fields',
	operations: [create, getAll],
};
