import {
	type Bench,
	LOST_ANSWERS,
	REFUSALS,
	WEATHER,
	count,
	openBench,
	printCounts,
	rowsOf,
	tookPlace,
} from './support/bench';
import {
	ADD_PRODUCTS,
	CREATE_DROP,
	UPDATE_ENHANCEMENT,
	enhancementLines,
	productLines,
	wrongEnhancements,
	wrongLines,
} from './support/drops';

/** As partner.test.ts: 1,000 rows, real requests and faults, only waiting is faster. */
jest.mock('../../nodes/CreatorCommerce/runtime/clock', (): unknown =>
	jest.requireActual('./support/fastClock'),
);
jest.setTimeout(400_000);

let bench: Bench;
afterEach(async () => await bench.sandbox.close());
afterAll(() => printCounts('Drops, 1,000 rows in bad weather'));

it('drop.addProducts: every product is in its drop once, or the row says why not', async () => {
	bench = await openBench(21, 120);
	const { sandbox } = bench;
	const lines = productLines(sandbox, 100, 10, 'there');
	sandbox.setFaults([REFUSALS, LOST_ANSWERS, ...WEATHER]);
	const { output, ms, error } = await bench.run(ADD_PRODUCTS, lines);
	expect(error).toBeUndefined();
	const outcomes = rowsOf(output, lines.length);
	count('drop.addProducts', outcomes, sandbox, ms);
	expect(wrongLines(sandbox, lines, outcomes)).toEqual([]);
});

it('drop.addProducts by SKU: every product for sale is in its drop once, or the row says why not', async () => {
	bench = await openBench(24, 120);
	const { sandbox } = bench;
	const lines = productLines(sandbox, 10, 100, 'there').map((line) => ({
		...line,
		sku: `SKU-${line.product}`,
	}));
	for (const [at, id] of [...new Set(lines.map(({ product }) => product))].entries()) {
		sandbox.shopify.saveProduct({ id, variants: [{ sku: `SKU-${id}`, quantity: at % 10 === 0 ? 0 : 5 }] });
	}
	sandbox.setFaults([REFUSALS, LOST_ANSWERS, ...WEATHER]);
	const parameters = {
		...ADD_PRODUCTS,
		product: { __rl: true, mode: 'sku', value: '={{ $json.sku }}' },
		skipUnavailable: true,
	};
	const { output, ms, error } = await bench.run(parameters, lines);
	expect(error).toBeUndefined();
	const outcomes = rowsOf(output, lines.length);
	count('drop.addProducts by SKU', outcomes, sandbox, ms);
	const skipped = outcomes.flatMap(({ json }, at) => (json.status === 'skipped' ? [at] : []));
	expect(skipped.length).toBeGreaterThan(0);
	expect(skipped.every((at) => Math.floor(at / 10) % 10 === 0)).toBe(true);
	// A skipped row is told truly when its product is not there.
	const asTold = outcomes.map((row) =>
		row.json.status === 'skipped' ? { ...row, status: 'failed' as const } : row,
	);
	expect(wrongLines(sandbox, lines, asTold)).toEqual([]);
});

it('drop.create: every partner has one drop of the title, with each product once', async () => {
	bench = await openBench(22, 120);
	const { sandbox } = bench;
	const lines = productLines(sandbox, 100, 10, 'new');
	sandbox.setFaults([REFUSALS, LOST_ANSWERS, ...WEATHER]);
	const { output, ms, error } = await bench.run(CREATE_DROP, lines);
	expect(error).toBeUndefined();
	const outcomes = rowsOf(output, lines.length);
	count('drop.create', outcomes, sandbox, ms);
	expect(wrongLines(sandbox, lines, outcomes)).toEqual([]);
	const made = tookPlace(sandbox, 'createDrop', (path) => path);
	expect([...made].filter(([, times]) => times > 1)).toEqual([]);
});

it('drop.updateEnhancement: every note is written, or the row says why not', async () => {
	bench = await openBench(23, 200);
	const { sandbox } = bench;
	const lines = enhancementLines(sandbox, 1_000);
	sandbox.setFaults([REFUSALS, ...WEATHER]);
	const { output, ms, error } = await bench.run(UPDATE_ENHANCEMENT, lines);
	expect(error).toBeUndefined();
	const outcomes = rowsOf(output, lines.length);
	count('drop.updateEnhancement', outcomes, sandbox, ms);
	expect(wrongEnhancements(sandbox, lines, outcomes)).toEqual([]);
});
