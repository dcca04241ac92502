import type { Resource } from '../resource';
import { get } from './get.operation';
import { update } from './update.operation';

export const channel: Resource = {
	name: 'Channel',
	value: 'channel',
	description: 'The store itself: brand kit, features and onboarding',
	operations: [get, update],
};
