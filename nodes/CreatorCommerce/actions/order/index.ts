import type { Resource } from '../resource';
import { attribute } from './attribute.operation';
import { create } from './create.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';

export const order: Resource = {
	name: 'Order',
	value: 'order',
	description: 'A Shopify order that a partner is credited with',
	operations: [attribute, create, get, getAll],
};
