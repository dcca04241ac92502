import type { Resource } from '../resource';
import { create } from './create.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { getForms } from './getForms.operation';
import { getMagicLink } from './getMagicLink.operation';
import { sync } from './sync.operation';
import { update } from './update.operation';
import { upsert } from './upsert.operation';

export const partner: Resource = {
	name: 'Partner',
	value: 'partner',
	description: 'A creator with whom the store works: profile, tier, codes, discount and custom fields',
	operations: [create, upsert, get, getForms, getMagicLink, getAll, sync, update],
};
