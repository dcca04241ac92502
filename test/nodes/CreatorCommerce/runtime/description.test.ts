import { createNodeAsTool } from 'n8n-core/dist/execution-engine/node-execution-context/utils/create-node-as-tool';
import type { INode, INodeProperties } from 'n8n-workflow';
import { CreatorCommerceApi } from '../../../../credentials/CreatorCommerceApi.credentials';
import { CreatorCommerce } from '../../../../nodes/CreatorCommerce/CreatorCommerce.node';
import { jsons, useSandbox } from '../actions/support/bench';

const node = new CreatorCommerce();

function everyField(fields: INodeProperties[], path = ''): Array<[string, INodeProperties]> {
	return fields.flatMap((field): Array<[string, INodeProperties]> => {
		const here = `${path}/${field.name}`;
		const inner = (field.options ?? []).flatMap((option) =>
			'values' in option ? option.values : 'displayName' in option && 'type' in option ? [option] : [],
		);
		return [[here, field], ...everyField(inner, here)];
	});
}

const texts = (value: unknown): string[] =>
	typeof value === 'string'
		? [value]
		: typeof value === 'object' && value !== null
			? Object.values(value).flatMap(texts)
			: [];

/** What an AI agent sees of a tool. */
interface Tool {
	description: string;
	schema: { shape: Record<string, { description?: string }> };
	invoke(args: Record<string, unknown>): Promise<unknown>;
}

describe('what the editor and an AI agent are told', () => {
	it('says what every field is for, that a user fills in', () => {
		const without = everyField(node.description.properties).filter(
			([, { name, type, description }]) =>
				!description &&
				!['collection', 'fixedCollection', 'resourceMapper'].includes(type) &&
				!['resource', 'operation'].includes(name),
		);
		expect(without.map(([path]) => path)).toEqual([]);
	});

	it('describes every operation, and has no pictograms', () => {
		const operations = node.description.properties.filter(({ name }) => name === 'operation');
		const options = operations.flatMap(({ options: given }) => given ?? []);
		expect(options.length).toBeGreaterThanOrEqual(18);
		for (const option of options) expect(Reflect.get(option, 'description')).toMatch(/\w{4}/);
		for (const text of [...texts(node.description), ...texts(new CreatorCommerceApi())]) {
			expect(text).not.toMatch(/\p{Extended_Pictographic}/u);
		}
	});

	it('can be used as a tool', () => {
		expect(node.description.usableAsTool).toBe(true);
	});
});

describe('as a tool of an AI agent', () => {
	const bench = useSandbox();

	it('asks the model for what the workflow leaves to it, and does it with the answer', async () => {
		const ask = (key: string, words: string) => `={{ $fromAI("${key}", "${words}", "string") }}`;
		const placed: INode = {
			id: '1',
			name: 'Update partner',
			type: 'n8n-nodes-creatorcommerce.creatorCommerceTool',
			typeVersion: 1,
			position: [0, 0],
			parameters: {
				resource: 'partner',
				operation: 'update',
				partner: { __rl: true, mode: 'email', value: ask('partner_email', 'E-mail of the partner') },
				updateFields: { lastName: ask('last_name', 'New last name') },
				descriptionType: 'manual',
				toolDescription: 'Changes the last name of a partner',
			},
		};
		const partner = bench.partner(2);
		// Called past its types: TypeScript spends minutes on the schema types that n8n-core's declaration brings along.
		const { response: tool }: { response: Tool } = Reflect.apply(createNodeAsTool, undefined, [
			{
				node: placed,
				nodeType: node,
				handleToolInvocation: async (args: unknown) => {
					const given = Object(args);
					const result = await bench.run('partner:update', {
						partner: { __rl: true, mode: 'email', value: Reflect.get(given, 'partner_email') },
						updateFields: { lastName: Reflect.get(given, 'last_name') },
					});
					return JSON.stringify(jsons(result));
				},
			},
		]);
		expect(tool.description).toBe('Changes the last name of a partner');
		const { shape } = tool.schema;
		expect(Object.entries(shape).map(([name, { description }]) => [name, description])).toEqual([
			['partner_email', 'E-mail of the partner'],
			['last_name', 'New last name'],
		]);
		const answer: unknown = await tool.invoke({ partner_email: partner.creator.email, last_name: 'Asked' });
		expect(String(answer)).toContain('"lastName":"Asked"');
		expect(bench.partner(2).creator.lastName).toBe('Asked');
	});
});
