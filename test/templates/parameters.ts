import {
	NodeHelpers,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { asArray, asObject, isObject } from '../../scripts/n8n/readJson';

const isProperty = (
	option: INodePropertyOptions | INodeProperties | INodePropertyCollection,
): option is INodeProperties => 'type' in option && 'displayName' in option;

const isChoice = (
	option: INodePropertyOptions | INodeProperties | INodePropertyCollection,
): option is INodePropertyOptions => 'value' in option;

const isGroup = (
	option: INodePropertyOptions | INodeProperties | INodePropertyCollection,
): option is INodePropertyCollection => 'values' in option;

const isExpression = (value: unknown): boolean => typeof value === 'string' && value.startsWith('=');

/**
 * What a workflow gives a node that the node does not have, or does not show for these values, or does not take: n8n would
 * drop it in silence.
 */
export function unknownValues(description: INodeTypeDescription, given: INodeParameters): string[] {
	const node = { typeVersion: [description.version].flat().at(-1) ?? 1 };
	const shown = description.properties.filter((property) =>
		NodeHelpers.displayParameter(given, property, node, description),
	);
	return unknownIn(shown, given, '');
}

function unknownIn(properties: INodeProperties[], given: object, path: string): string[] {
	return Object.entries(given).flatMap(([name, value]) => {
		const here = path === '' ? name : `${path}.${name}`;
		const property = properties.find((one) => one.name === name);
		return property === undefined ? [`${here} is no parameter here`] : wrongIn(property, value, here);
	});
}

function wrongIn(property: INodeProperties, value: unknown, path: string): string[] {
	const options = property.options ?? [];
	if (isExpression(value)) return [];
	switch (property.type) {
		case 'options':
		case 'multiOptions': {
			const known = options.filter(isChoice).map((option) => option.value);
			const dynamic = property.typeOptions?.loadOptionsMethod !== undefined;
			const values: unknown[] = property.type === 'options' ? [value] : asArray(value);
			return values
				.filter((one) => !dynamic && !known.some((choice) => choice === one))
				.map((one) => `${path} takes no ${JSON.stringify(one)}`);
		}
		case 'collection':
			return isObject(value)
				? unknownIn(options.filter(isProperty), value, path)
				: [`${path} is no collection`];
		case 'fixedCollection':
			return Object.entries(asObject(value)).flatMap(([name, rows]) => {
				const group = options.filter(isGroup).find((option) => option.name === name);
				if (group === undefined) return [`${path}.${name} is no parameter here`];
				return [rows].flat().flatMap((row) => unknownIn(group.values, asObject(row), `${path}.${name}`));
			});
		case 'resourceLocator': {
			const { mode } = asObject(value);
			return (property.modes ?? []).some(({ name }) => name === mode)
				? []
				: [`${path} has no mode ${String(mode)}`];
		}
		case 'boolean':
			return typeof value === 'boolean' ? [] : [`${path} is neither true nor false`];
		case 'number':
			return typeof value === 'number' ? [] : [`${path} is no number`];
		default:
			return [];
	}
}
