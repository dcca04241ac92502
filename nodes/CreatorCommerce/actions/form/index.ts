import type { Resource } from '../resource';
import { create } from './create.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { update } from './update.operation';

export const form: Resource = {
	name: 'Form',
	value: 'form',
	description: 'A form that partners fill in',
	operations: [create, get, getAll, update],
};
