import type {
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeTypeDescription,
} from 'n8n-workflow';

/** Fields that only steer n8n: nobody sees or fills them. */
const isShown = ({ type }: INodeProperties): boolean => !['hidden', 'notice'].includes(type);

const shows = (property: INodeProperties, resource: string, operation: string): boolean => {
	const { resource: resources, operation: operations } = property.displayOptions?.show ?? {};
	return (
		(resources === undefined || resources.includes(resource)) &&
		(operations === undefined || operations.includes(operation))
	);
};

const isOption = (option: unknown): option is INodePropertyOptions =>
	typeof option === 'object' && option !== null && 'value' in option;

const isCollection = (option: unknown): option is INodePropertyCollection =>
	typeof option === 'object' && option !== null && 'values' in option;

const isProperty = (option: unknown): option is INodeProperties =>
	typeof option === 'object' && option !== null && 'type' in option;

/** One line of Markdown; n8n's descriptions may hold links. */
const line = (text: string): string =>
	text
		.replace(/<a [^>]*>|<\/a>/g, '')
		.replace(/\s+/g, ' ')
		.replace(/</g, '&lt;')
		.trim();

function choices({ options = [], modes = [] }: INodeProperties): string {
	const names = [
		...options.filter(isOption).map(({ name }) => name),
		...modes.map(({ displayName }) => displayName),
	];
	return names.length > 0 ? ` (${names.map((name) => `_${name}_`).join(', ')})` : '';
}

/** A property with all that can be added inside it, a line each. */
function rows(property: INodeProperties, above: string[] = []): string[] {
	if (!isShown(property)) return [];
	const path = [...above, property.displayName];
	const inner = (property.options ?? []).flatMap((option) =>
		isCollection(option)
			? option.values.flatMap((value) => rows(value, path))
			: isProperty(option)
				? rows(option, path)
				: [],
	);
	const required = property.required ? ', required' : '';
	const said = line(`${property.description ?? ''}${choices(property)}`);
	const own = `- **${path.map(line).join(' → ')}**${required}${said === '' ? '' : `: ${said}`}`;
	const isContainer = inner.length > 0 && ['collection', 'fixedCollection'].includes(property.type);
	return isContainer ? inner : [own];
}

/**
 * docs/operations.md: every resource, operation and field as the node itself describes them, so the page cannot say
 * anything else than the node.
 */
export function operationsPage({ properties }: Pick<INodeTypeDescription, 'properties'>): string {
	const resources = properties.find(({ name }) => name === 'resource')?.options?.filter(isOption) ?? [];
	const out = [
		'# Operations',
		'',
		'Made from the node’s own descriptions by `npm run docs`. What comes out of each operation, and what the statuses of rows mean, is in the',
		'[README](../README.md#operations); limits, merging and Stop After in [limits.md](limits.md).',
		'',
		'| resource | operations |',
		'| --- | --- |',
		...resources.map(({ name, value }) => {
			const all = operationsOf(properties, String(value));
			return `| [${name}](#${name.toLowerCase().replace(/ /g, '-')}) | ${all.map((one) => one.name).join(', ')} |`;
		}),
		'',
	];
	for (const { name, value, description } of resources) {
		out.push(`## ${name}`, '', `${description ?? ''}.`, '');
		for (const operation of operationsOf(properties, String(value))) {
			const fields = properties.filter(
				(property) =>
					!['resource', 'operation'].includes(property.name) &&
					shows(property, String(value), String(operation.value)),
			);
			const has = (flag: string): boolean =>
				fields.some((field) => field.name === flag && field.default === 'yes');
			const credentials = [
				...(has('withoutCreatorCommerce') ? [] : ['CreatorCommerce API']),
				...(has('withShopify') ? ['CreatorCommerce Shopify API'] : []),
			];
			const lines = fields.flatMap((field) => rows(field));
			out.push(
				`### ${name}: ${operation.name}`,
				'',
				`${operation.description ?? ''}.${credentials.length > 0 ? ` Credentials: ${credentials.join(', ')}.` : ''}`,
				'',
				...(lines.length > 0 ? [...lines, ''] : []),
			);
		}
	}
	return out.join('\n');
}

function operationsOf(properties: INodeProperties[], resource: string): INodePropertyOptions[] {
	const property = properties.find(
		({ name, displayOptions }) => name === 'operation' && displayOptions?.show?.resource?.includes(resource),
	);
	return property?.options?.filter(isOption) ?? [];
}
