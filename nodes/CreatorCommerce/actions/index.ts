import { type IExecuteFunctions, type INodeProperties, NodeOperationError } from 'n8n-workflow';
import type { Operation } from '../runtime/operation';
import { campaign } from './campaign';
import { channel } from './channel';
import { creatorPage } from './creatorPage';
import { customField } from './customField';
import { drop } from './drop';
import { form } from './form';
import { integration } from './integration';
import { media } from './media';
import { metric } from './metric';
import { order } from './order';
import { partner } from './partner';
import { tier } from './tier';
import { type Resource, propertiesOf } from './resource';

/** Every resource of the node. Adding an operation = one file and one row in its resource's table. */
const RESOURCES: Resource[] = [
	campaign,
	channel,
	creatorPage,
	customField,
	drop,
	form,
	integration,
	media,
	metric,
	order,
	partner,
	tier,
];

export const resourceProperties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: RESOURCES.map(({ name, value, description }) => ({ name, value, description })),
		default: 'partner',
	},
	...RESOURCES.flatMap(propertiesOf),
];

/** The operations that write to CreatorCommerce, as `resource:operation`: its limits are what long runs wait for. */
export const writingOperations: string[] = RESOURCES.flatMap((resource) =>
	resource.operations
		.filter((operation) => operation.writes && operation.stores !== 'shopify')
		.map((operation) => `${resource.value}:${operation.value}`),
);

/** The operation the node is set to; the same for all items. */
export function operationOf(context: IExecuteFunctions): Operation {
	const resource = String(context.getNodeParameter('resource', 0));
	const operation = String(context.getNodeParameter('operation', 0));
	const found = RESOURCES.find(({ value }) => value === resource)?.operations.find(
		({ value }) => value === operation,
	);
	if (found) return found;
	throw new NodeOperationError(context.getNode(), `There is no operation “${operation}” for “${resource}”`, {
		description:
			'Choose Resource and Operation again; the workflow may come from a newer version of this node.',
	});
}
