import type { Resource } from '../resource';
import { get } from './get.operation';
import { getAll } from './getAll.operation';

export const creatorPage: Resource = {
	name: 'Creator Page',
	value: 'creatorPage',
	description: 'The page of a creator in the Shopify store, which CreatorCommerce keeps up to date',
	operations: [get, getAll],
};
