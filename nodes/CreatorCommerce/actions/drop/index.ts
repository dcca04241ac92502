import type { Resource } from '../resource';
import { addProducts } from './addProducts.operation';
import { create } from './create.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { getCheckoutUrl } from './getCheckoutUrl.operation';
import { reorder } from './reorder.operation';
import { update } from './update.operation';
import { updateEnhancement } from './updateEnhancement.operation';

export const drop: Resource = {
	name: 'Drop',
	value: 'drop',
	description: 'A list of products on a partner’s page, with what the partner says about each',
	operations: [addProducts, create, get, getCheckoutUrl, getAll, reorder, update, updateEnhancement],
};
