import { getSchema } from 'n8n-core/dist/execution-engine/node-execution-context/utils/create-node-as-tool';
import {
	type IExecuteFunctions,
	type INode,
	type INodeProperties,
	type INodeType,
	NodeConnectionTypes,
	deepCopy,
} from 'n8n-workflow';
import { CreatorCommerce } from '../../../../nodes/CreatorCommerce/CreatorCommerce.node';
import { runWorkflow } from '../../../support/headless';
import { toParameters } from '../../../support/headless/casts';
import { by, must, useSandbox } from '../actions/support/bench';

const TYPE = 'n8n-nodes-creatorcommerce.creatorCommerceTool';
const { properties } = new CreatorCommerce().description;

/** What n8n makes of a node with `usableAsTool` when it loads it. */
function asTool(): INodeType {
	const node = new CreatorCommerce();
	const description = deepCopy(node.description);
	Object.assign(description, {
		name: 'creatorCommerceTool',
		inputs: [],
		outputs: [NodeConnectionTypes.AiTool],
	});
	return {
		description,
		async execute(this: IExecuteFunctions) {
			return await node.execute.call(this);
		},
	};
}

interface Leaf {
	/** As in `parameters`, e.g. `updateFields.title` or `questions.question[0].label`. */
	path: string;
	field: INodeProperties;
}

/** Every field that a value can be given to, wherever it lies. */
function leaves(fields: INodeProperties[], at = ''): Leaf[] {
	return fields.flatMap((field): Leaf[] => {
		const path = `${at}${field.name}`;
		const inner = field.options ?? [];
		if (field.type === 'collection') {
			return leaves(
				inner.filter((one): one is INodeProperties => 'type' in one),
				`${path}.`,
			);
		}
		if (field.type === 'fixedCollection') {
			return inner.flatMap((one) => ('values' in one ? leaves(one.values, `${path}.${one.name}[0].`) : []));
		}
		return [{ path, field }];
	});
}

const shownFor = ({ displayOptions }: INodeProperties, resource: string, operation?: string): boolean =>
	(displayOptions?.show?.resource ?? []).includes(resource) &&
	(operation === undefined || (displayOptions?.show?.operation ?? []).includes(operation));

const operations = properties
	.filter(({ name }) => name === 'operation')
	.flatMap((field) => {
		const [resource] = field.displayOptions?.show?.resource ?? [];
		return (field.options ?? []).map((option) => ({
			resource: String(resource),
			operation: String(Reflect.get(option, 'value')),
		}));
	});

const fieldsOf = (resource: string, operation: string): Leaf[] =>
	leaves(properties.filter((field) => shownFor(field, resource, operation)));

/** Of these the editor leaves none to the model: choices, what maps columns, and what holds no value. */
const NEVER = ['options', 'resourceMapper', 'notice', 'hidden'];

/** The fields that the editor (2.8.4) lets the model fill in: by type, and not under two paths it keeps for itself. */
const leftToModel = ({ path, field }: Leaf): boolean =>
	!field.noDataExpression && !NEVER.includes(field.type) && !['name', 'description'].includes(path);

/** What the editor writes into a field that is left to the model. All the model sees of it is in there. */
function fromAi({ path, field }: Leaf, description: string): string {
	const places = path
		.split('.')
		.filter((part) => /\[\d+\]/.test(part))
		.map((part) => part.replace(/[[\]]/g, ''));
	const key = [...places, field.displayName]
		.join('_')
		.slice(0, 63)
		.replace(/[^a-zA-Z0-9-]/g, '_');
	const type = ['boolean', 'number', 'json'].includes(field.type) ? field.type : 'string';
	return `={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`${description.replace(/`/g, '\\`')}\`, '${type}') }}`;
}

function put(parameters: Record<string, unknown>, path: string, value: unknown): void {
	const parts = path.split('.');
	let at: Record<string, unknown> = parameters;
	for (const part of parts.slice(0, -1)) {
		const name = part.replace('[0]', '');
		const isList = part !== name;
		const inner: unknown = at[name] ?? (isList ? [{}] : {});
		at[name] = inner;
		at = Object(isList ? Reflect.get(Object(inner), 0) : inner);
	}
	at[must(parts.at(-1))] = value;
}

/** A tool with every field left to the model, as a user clicks it together. */
function placed(resource: string, operation: string, fields: Leaf[]): INode {
	const parameters: Record<string, unknown> = { resource, operation };
	for (const leaf of fields) {
		const value = fromAi(leaf, leaf.field.description ?? '');
		put(parameters, leaf.path, leaf.field.type === 'resourceLocator' ? by('id', value) : value);
	}
	return {
		id: 't',
		name: 'Store',
		type: TYPE,
		typeVersion: 1,
		position: [0, 0],
		parameters: toParameters(parameters),
	};
}

/** Past its types, which TypeScript spends minutes on. */
const shapeOf = (node: INode): Record<string, { description?: string }> =>
	Reflect.get(Object(Reflect.apply(getSchema, undefined, [node])), 'shape');

describe('what an AI agent is shown', () => {
	it('has operations to look at', () => {
		expect(operations.length).toBeGreaterThanOrEqual(33);
		expect(fieldsOf('campaign', 'create').map(({ path }) => path)).toContain('additionalFields.startAt');
	});

	it.each(operations)('$resource:$operation becomes a schema', ({ resource, operation }) => {
		const fields = fieldsOf(resource, operation).filter(leftToModel);
		const shape = shapeOf(placed(resource, operation, fields));
		// Two fields with one name are one to the model, and get one value.
		const names = fields.map((leaf) => `${leaf.field.displayName} (${leaf.path})`);
		expect([Object.keys(shape).length, names]).toEqual([fields.length, names]);
		for (const [key, { description }] of Object.entries(shape)) {
			expect(key).toMatch(/^[A-Za-z][\w-]{1,62}$/);
			expect(`${key}: ${description}`).toMatch(/: \S.{10}/);
		}
	});

	it('leaves no text, number or date out of reach', () => {
		const kept = operations.flatMap(({ resource, operation }) =>
			fieldsOf(resource, operation)
				.filter((leaf) => !leftToModel(leaf))
				.filter(({ field }) => !NEVER.includes(field.type))
				.map(({ path }) => `${resource}:${operation} ${path}`),
		);
		// The text of a new drop: the editor keeps a field of this name for the tool itself.
		expect(kept).toEqual(['drop:create description']);
	});
});

describe('a tool call, through n8n’s own way from agent to tool', () => {
	const bench = useSandbox();

	/** As an agent: asks for its tools, calls the first with what came in, and gives on what it answers. */
	const agent: INodeType = {
		description: {
			displayName: 'Agent',
			name: 'agent',
			group: ['transform'],
			version: 1,
			description: '',
			defaults: { name: 'Agent' },
			inputs: [NodeConnectionTypes.Main, NodeConnectionTypes.AiTool],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
		async execute(this: IExecuteFunctions) {
			const tools: unknown = await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0);
			const tool = Object(Array.isArray(tools) ? tools[0] : undefined);
			const [item] = this.getInputData();
			try {
				const answer: unknown = await Reflect.apply(tool.invoke, tool, [item?.json]);
				return [[{ json: { answer: String(answer) } }]];
			} catch (fault) {
				return [[{ json: { refused: fault instanceof Error ? fault.message : String(fault) } }]];
			}
		},
	};

	const call = async (node: INode, args: Record<string, unknown>, credential = {}) => {
		const position: [number, number] = [0, 0];
		const result = await runWorkflow(
			{
				nodes: [
					{ id: 's', name: 'Start', type: 'headless.start', typeVersion: 1, position, parameters: {} },
					{ id: 'a', name: 'Agent', type: 'test.agent', typeVersion: 1, position, parameters: {} },
					node,
				],
				connections: {
					Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
					[node.name]: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
				},
			},
			{
				startNode: 'Start',
				items: [args],
				nodeTypes: { 'test.agent': agent, [TYPE]: asTool() },
				credentials: { creatorCommerceApi: bench.credential(credential) },
			},
		);
		expect(result.error).toBeUndefined();
		return Object(result.outputOf('Agent')[0]?.json);
	};
	const tool = (resource: string, operation: string, paths: string[]) =>
		placed(
			resource,
			operation,
			fieldsOf(resource, operation).filter(({ path }) => paths.includes(path)),
		);

	it('does what the model fills in, tiers by name and dates as it writes them', async () => {
		const { answer } = await call(
			tool('campaign', 'create', [
				'title',
				'additionalFields.tiers',
				'additionalFields.startAt',
				'additionalFields.isActive',
			]),
			{ Title: 'Asked for', Tier_Names_or_IDs: 'VIP, Rise', Start_Date: '2026-05-01', Is_Active: false },
		);
		expect(JSON.parse(answer)).toMatchObject([{ status: 'created', title: 'Asked for' }]);
		const made = must(bench.sandbox.state.campaigns().find(({ title }) => title === 'Asked for'));
		expect(made).toMatchObject({ isActive: false, startAt: '2026-05-01T00:00:00.000Z' });
		expect(made.collabTiers).toHaveLength(2);
	});

	it('finds a form by its title and adds a question to it', async () => {
		const update = tool('form', 'update', ['form', 'questions.question[0].label']);
		Object.assign(update.parameters, { questionsInput: 'fields' });
		const { answer } = await call(update, { Form: 'Creator Intake', question0_Label: 'Which size?' });
		expect(answer).toContain('Which size?');
		const intake = must(bench.sandbox.state.forms().find(({ title }) => title === 'Creator Intake'));
		expect(intake.fields).toMatchObject([{ name: 'headline' }, { name: 'which_size', label: 'Which size?' }]);
	});

	it('answers with the reason when the model gets it wrong, and writes nothing', async () => {
		const { refused } = await call(tool('campaign', 'create', ['title', 'additionalFields.startAt']), {
			Title: 'Asked for',
			Start_Date: 'next Tuesday',
		});
		expect(refused).toMatch(/“next Tuesday” is not a date[^]*year-month-day/);
		expect(bench.entries('POST')).toEqual([]);
	});

	it('uploads a picture the model names by its address, and says that a tool gets no files', async () => {
		const upload = tool('media', 'upload', ['url']);
		Object.assign(upload.parameters, { source: 'url' });
		const { refused } = await call(upload, { URL: `${bench.sandbox.url}/nothing.png` });
		expect(refused).toMatch(/could not be fetched: it answered HTTP 404/);
		const file = await call(tool('media', 'upload', []), {});
		expect(file.refused).toMatch(/no file in the field “data”[^]*URL as the source/);
	});

	it('tells a refused key, and shows it to the model neither', async () => {
		const { refused } = await call(tool('tier', 'getAll', []), {}, { apiKey: 'cc_wrong_key' });
		expect(refused).toMatch(/did not accept the API key/);
		expect(refused).not.toContain('cc_wrong_key');
	});
});
