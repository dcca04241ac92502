import { type INodeProperties, updateDisplayOptions } from 'n8n-workflow';
import { withShopify } from '../fields/stores';
import type { Operation } from '../runtime/operation';

/** A resource of the node: a name in the panel and a table of operations. */
export interface Resource {
	name: string;
	/** Saved in workflows; never renamed. */
	value: string;
	description: string;
	operations: Operation[];
}

/** The operation field of a resource and the fields of its operations, each shown where it belongs. */
export function propertiesOf(resource: Resource): INodeProperties[] {
	const options = resource.operations.map(({ name, value, action, description }) => ({
		name,
		value,
		action,
		description,
	}));
	const first = options.some(({ value }) => value === 'getAll') ? 'getAll' : (options[0]?.value ?? '');
	return [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: [resource.value] } },
			options,
			default: first,
		},
		...resource.operations.flatMap((operation) =>
			updateDisplayOptions(
				{ show: { resource: [resource.value], operation: [operation.value] } },
				operation.stores === 'shopify' ? [withShopify(), ...operation.fields] : operation.fields,
			),
		),
	];
}
