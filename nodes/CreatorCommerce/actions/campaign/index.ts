import type { Resource } from '../resource';
import { create } from './create.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { update } from './update.operation';

export const campaign: Resource = {
	name: 'Campaign',
	value: 'campaign',
	description: 'Groups tiers and says where the traffic of their partners goes',
	operations: [create, get, getAll, update],
};
