import { seeded } from '../support/random';
import {
	type Bench,
	REFUSALS,
	type Row,
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
	type ProductLine,
	dropsCalled,
	notesOf,
	productLines,
	wrongLines,
} from './support/drops';
import { SYNC, UPSERT, type PartnerRow, partnerRows, stateOf, wrongRows } from './support/partners';
import { SPEED } from './support/fastClock';

/** Runs that end before their time, and are run again. Waiting is faster as in partner.test.ts; the weather is bad. */
jest.mock('../../nodes/CreatorCommerce/runtime/clock', (): unknown =>
	jest.requireActual('./support/fastClock'),
);
jest.setTimeout(400_000);

let bench: Bench;
afterEach(async () => await bench.sandbox.close());
afterAll(() => printCounts('Runs that end early, and the runs after them'));

const KINDS = { new: 40, changed: 30, same: 30 };
const ROWS = 100;

/** How long a whole run takes on this machine, by job: moments to end one are taken from it. */
const usual = new Map<string, number>();

interface Job {
	name: string;
	parameters: Record<string, unknown>;
	rows(): Array<Record<string, unknown>>;
	/** Rows that say something else than what is so. */
	wrong(rows: Array<Record<string, unknown>>, outcomes: Row[]): string[];
	/** Rows that are not as wanted in the end. */
	unfinished(rows: Array<Record<string, unknown>>): string[];
}

const asPartners = (rows: Array<Record<string, unknown>>): PartnerRow[] =>
	rows.filter((row): row is PartnerRow => typeof row.email === 'string');
const asLines = (rows: Array<Record<string, unknown>>): ProductLine[] =>
	rows.filter((row): row is ProductLine => typeof row.product === 'string');

const partnerJob = (name: string, parameters: Record<string, unknown>): Job => ({
	name,
	parameters,
	rows: () => partnerRows(bench.sandbox, KINDS),
	wrong: (rows, outcomes) => wrongRows(bench.sandbox, asPartners(rows), outcomes),
	unfinished: (rows) =>
		asPartners(rows)
			.map((row) => `${row.kind} ${row.email}: ${stateOf(bench.sandbox, row)}`)
			.filter((told) => !told.endsWith('asWanted')),
});
const dropJob = (name: string, parameters: Record<string, unknown>, kind: 'there' | 'new'): Job => ({
	name,
	parameters,
	rows: () => productLines(bench.sandbox, 20, ROWS / 20, kind),
	wrong: (rows, outcomes) => wrongLines(bench.sandbox, asLines(rows), outcomes),
	unfinished: (rows) =>
		asLines(rows).flatMap((line, at) => {
			const notes = notesOf(bench.sandbox, line);
			const twice = line.drop === undefined && dropsCalled(bench.sandbox, line) !== 1;
			return notes.length === 1 && notes[0] === line.note && !twice ? [] : [`row ${at}: ${notes.join()}`];
		}),
});
const JOBS: Job[] = [
	partnerJob('partner.sync', SYNC),
	partnerJob('partner.upsert', UPSERT),
	dropJob('drop.addProducts', ADD_PRODUCTS, 'there'),
	dropJob('drop.create', CREATE_DROP, 'new'),
];

describe.each(JOBS.map((job) => [job.name, job] as const))('%s', (name, job) => {
	it('with Stop Workflow, and with Retry On Fail: no harm, and running it again finishes the job', async () => {
		for (const retryOnFail of [false, true]) {
			if (retryOnFail) await bench.sandbox.close();
			bench = await openBench(6, 160);
			const { sandbox } = bench;
			const rows = job.rows();
			sandbox.setFaults([{ ...REFUSALS, rate: undefined, after: 8, times: 2 }, ...WEATHER]);
			const first = await bench.run(job.parameters, rows, {
				onError: 'stopWorkflow',
				retryOnFail,
				maxTries: 3,
				waitBetweenTries: 10,
			});
			if (first.error) {
				// The refusal, or an earlier row whose fault was not yet over when the refusal ended the run.
				expect(first.error.message).toMatch(/Sandbox says no|could not answer|was cut/);
				expect(first.error.description).toMatch(/of 100 items were done|None of the 100/);
			} else {
				const outcomes = rowsOf(first.output, rows.length);
				expect(job.wrong(rows, outcomes)).toEqual([]);
			}
			sandbox.setFaults(WEATHER);
			const second = await bench.run(job.parameters, rows);
			const outcomes = rowsOf(second.output, rows.length);
			usual.set(name, second.ms);
			const told = first.error ? 'error' : 'success';
			count(`${name}, after ${told}${retryOnFail ? ' with retries' : ''}`, outcomes, sandbox, second.ms);
			expect(outcomes.filter(({ status }) => status !== 'done')).toEqual([]);
			expect(job.unfinished(rows)).toEqual([]);
		}
	});

	it('with Stop After: done + failed + notSent is all, and running the notSent rows finishes the job', async () => {
		for (const [seed, part] of [
			[1, 0.3],
			[2, 0.55],
			[3, 0.8],
		] as const) {
			if (seed > 1) await bench.sandbox.close();
			bench = await openBench(seed, 160);
			const { sandbox } = bench;
			const rows = job.rows();
			sandbox.setFaults(WEATHER);
			// Somewhere around this part of a run, in minutes of the node's clock.
			const atMs = (usual.get(name) ?? 2_000) * (part + 0.2 * seeded(seed)());
			const stopAfter = (atMs * SPEED) / 60_000;
			const options = { stopAfter };
			const first = await bench.run({ ...job.parameters, options }, rows);
			expect(first.error).toBeUndefined();
			const outcomes = rowsOf(first.output, rows.length);
			count(`${name}, stop after ${(stopAfter * 60).toFixed(1)} s`, outcomes, sandbox, first.ms);
			expect(job.wrong(rows, outcomes)).toEqual([]);
			const left = rows.filter((_, at) => outcomes[at]?.status === 'notSent');
			const failed = rows.filter((_, at) => outcomes[at]?.status === 'failed');
			const second = await bench.run(job.parameters, left);
			expect(job.wrong(left, rowsOf(second.output, left.length))).toEqual([]);
			// A failed row says why; what it asked for is not expected to be there.
			const after = job.unfinished(rows.filter((row) => !failed.includes(row)));
			expect(after).toEqual([]);
		}
	});

	it('cancelled in the middle, then run again: the same end state, no doubles', async () => {
		for (const seed of [4, 4.3]) {
			if (seed > 4) await bench.sandbox.close();
			bench = await openBench(seed, 160);
			const { sandbox } = bench;
			const rows = job.rows();
			sandbox.setFaults(WEATHER);
			const first = await bench.run(job.parameters, rows, {
				signalAfterMs: (usual.get(name) ?? 2_000) * (seed - 3.6 + 0.1 * seeded(seed)()),
			});
			expect(['canceled', 'success']).toContain(first.status);
			// What was under way when it was cancelled takes place or not, but is over.
			await new Promise((resolve) => setTimeout(resolve, 100));
			const second = await bench.run(job.parameters, rows);
			const outcomes = rowsOf(second.output, rows.length);
			count(`${name}, run again after ${first.status}`, outcomes, sandbox, second.ms);
			expect(outcomes.filter(({ status }) => status !== 'done')).toEqual([]);
			expect(job.unfinished(rows)).toEqual([]);
		}
	});
});

describe('two executions at the same time in one process', () => {
	it.each([
		['partner.sync twice', SYNC, SYNC],
		['partner.upsert twice', UPSERT, UPSERT],
		['partner.sync and partner.upsert', SYNC, UPSERT],
	])('%s on the same new partners make each partner once', async (name, left, right) => {
		bench = await openBench(7, 20);
		const { sandbox } = bench;
		const rows = partnerRows(sandbox, { new: 50, changed: 10, same: 10 });
		sandbox.setFaults(WEATHER);
		const both = await Promise.all([bench.run(left, rows), bench.run(right, rows.slice().reverse())]);
		for (const [at, { output, ms }] of both.entries()) {
			const outcomes = rowsOf(output, rows.length);
			count(`${name} (${at + 1})`, outcomes, sandbox, ms);
			expect(wrongRows(sandbox, at === 0 ? rows : rows.slice().reverse(), outcomes)).toEqual([]);
		}
		const doubles = [...tookPlace(sandbox, 'createCollab', (_, body) => JSON.stringify(body))];
		expect(doubles.filter(([, times]) => times > 1)).toEqual([]);
		expect(asPartners(rows).filter((row) => stateOf(sandbox, row) !== 'asWanted')).toEqual([]);
	});
});
