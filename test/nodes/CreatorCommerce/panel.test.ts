import type { INodeProperties, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { CreatorCommerce } from '../../../nodes/CreatorCommerce/CreatorCommerce.node';
import { CreatorCommercePollingTrigger } from '../../../nodes/CreatorCommerce/CreatorCommercePollingTrigger.node';
import { CreatorCommerceTrigger } from '../../../nodes/CreatorCommerce/CreatorCommerceTrigger.node';

/**
 * n8n's panel leaves out what it takes for a choice of authentication: a field that the credentials hang on and whose every
 * option some credential names by `show`, and the fields that field hangs on. Read from the editor of n8n 2.8.4
 * (getMainAuthField, isAuthRelatedParameter).
 */
function leftOut({ credentials = [], properties }: INodeTypeDescription): string[] {
	const named = new Map<string, string[]>();
	for (const { displayOptions } of credentials) {
		for (const [field, values] of Object.entries(displayOptions?.show ?? {})) {
			named.set(field, [...(named.get(field) ?? []), ...(values ?? []).map(String)]);
		}
	}
	const fields = properties.filter(({ name }) => named.has(name));
	const isCovered = ({ name, options = [] }: INodeProperties): boolean =>
		options.every(
			(option) =>
				!('value' in option) || typeof option.value !== 'string' || named.get(name)?.includes(option.value),
		);
	const main = fields.find(({ name }) => name === 'authentication') ?? fields.find(isCovered);
	if (main === undefined) return [];
	const related = fields.flatMap(({ displayOptions }) => Object.keys(displayOptions?.show ?? {}));
	return [...new Set([main.name, ...related])].filter((name) =>
		properties.some((property) => property.name === name && property.type !== 'hidden'),
	);
}

it.each<[string, INodeType]>([
	['CreatorCommerce', new CreatorCommerce()],
	['CreatorCommerce Trigger', new CreatorCommerceTrigger()],
	['CreatorCommerce Polling Trigger', new CreatorCommercePollingTrigger()],
])('%s: the panel shows every field a user chooses by', (_, node) => {
	expect(leftOut(node.description)).toEqual([]);
});

it('a field that all credentials hang on would be left out', () => {
	const { description } = new CreatorCommerceTrigger();
	const show = (source: string[]) => ({ show: { source } });
	const credentials = [
		{ name: 'a', displayOptions: show(['shopify']) },
		{ name: 'b', displayOptions: show(['customWebhook', 'klaviyo', 'shopifyFlow']) },
	];
	expect(leftOut({ ...description, credentials })).toEqual(['source']);
});
