import type { Resource } from '../resource';
import { connect } from './connect.operation';
import { disconnect } from './disconnect.operation';
import { getAll } from './getAll.operation';

export const integration: Resource = {
	name: 'Integration',
	value: 'integration',
	description: 'Apps that are connected to the store, such as Klaviyo',
	operations: [connect, disconnect, getAll],
};
