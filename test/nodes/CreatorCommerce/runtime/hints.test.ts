import { Workflow, type INode } from 'n8n-workflow';
import { CreatorCommerce } from '../../../../nodes/CreatorCommerce/CreatorCommerce.node';
import { createInstance } from '../../../support/headless';
import { newcomer, rows, useSandbox } from '../actions/support/bench';

const { description } = new CreatorCommerce();
const hints = description.hints ?? [];

/** The hints the editor shows before a run: their conditions as n8n's own expression engine sees them. */
function shownFor(resource: string, operation: string, count: number): string[] {
	const node: INode = {
		id: '1',
		name: 'Node',
		type: 'n8n-nodes-creatorcommerce.creatorCommerce',
		typeVersion: 1,
		position: [0, 0],
		parameters: { resource, operation },
	};
	const { nodeTypes } = createInstance().registry;
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const items = rows(count, (at) => ({ json: { at } }));
	return hints
		.filter(({ displayCondition }) => {
			const value = workflow.expression.resolveSimpleParameterValue(
				displayCondition ?? '',
				{},
				null,
				0,
				0,
				'Node',
				items,
				'manual',
				{},
			);
			expect(typeof value).toBe('boolean');
			return value === true;
		})
		.map(({ message }) => message);
}

describe('the hint before a long run', () => {
	it.each([
		['partner', 'sync', 50, undefined],
		['partner', 'sync', 100, undefined],
		['partner', 'sync', 150, /up to 250 items take up to 5 minutes/],
		['partner', 'upsert', 500, /up to 500 items take up to 10 minutes/],
		['drop', 'create', 3000, /up to 5000 items take up to 100 minutes/],
		['partner', 'create', 20_000, /more than 10000 items take more than 20\d minutes/],
		['partner', 'getAll', 3000, undefined],
		['drop', 'get', 3000, undefined],
	])('%s %s with %i items', (resource, operation, count, words) => {
		const shown = shownFor(resource, operation, count);
		expect(shown).toHaveLength(words ? 1 : 0);
		if (words) expect(shown[0]).toMatch(words);
	});

	it('is only shown before a run, beside the output', () => {
		for (const hint of hints) {
			expect(hint).toMatchObject({ whenToDisplay: 'beforeExecution', location: 'outputPane', type: 'info' });
		}
	});
});

describe('the summary after a run', () => {
	const bench = useSandbox();
	const UPSERT = {
		email: '={{ $json.email }}',
		firstName: '={{ $json.first }}',
		lastName: '={{ $json.last }}',
	};

	it('counts what became of the items, requests and seconds; one line', async () => {
		const { creator } = bench.partner(1);
		const result = await bench.run('partner:upsert', UPSERT, {
			items: [
				newcomer(1),
				newcomer(2),
				{ email: 'bad' },
				{ email: creator.email, first: creator.firstName, last: creator.lastName },
			],
			onError: 'continueRegularOutput',
		});
		expect(result.hints).toEqual([
			{
				type: 'warning',
				location: 'outputPane',
				message: expect.stringMatching(/^4 items: 2 created, 1 unchanged, 1 failed\. 5 requests in \d+ s\.$/),
			},
		]);
	});

	it('counts what left by the error output as failed', async () => {
		const items = [newcomer(1), { email: 'bad' }, { email: 'worse' }];
		for (const [operation, parameters] of [
			['partner:upsert', UPSERT],
			['partner:sync', { matchValue: '={{ $json.email }}', updateFields: { lastName: '={{ $json.last }}' } }],
		] as const) {
			const result = await bench.run(operation, parameters, { items, onError: 'continueErrorOutput' });
			expect(result.errorOutput).toHaveLength(2);
			expect(result.hints).toEqual([
				expect.objectContaining({ type: 'warning', message: expect.stringMatching(/^3 items: .*2 failed/) }),
			]);
			expect(result.hints[0]?.message).not.toContain('done');
		}
	});

	it('is information only when everything was done', async () => {
		const result = await bench.run('partner:upsert', UPSERT, { items: rows(2, newcomer) });
		expect(result.hints).toEqual([expect.objectContaining({ type: 'info' })]);
	});

	it('is left out for a single item and for reading', async () => {
		expect((await bench.run('partner:upsert', UPSERT, { items: [newcomer(1)] })).hints).toEqual([]);
		expect((await bench.run('partner:getAll', {}, { items: [{}, {}] })).hints).toEqual([]);
	});
});
