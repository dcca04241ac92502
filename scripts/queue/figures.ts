import type { Expected } from './journal';
import type { Run } from './runs';

export interface Figures {
	expected: number;
	/** Events no run was begun for. */
	lost: string[];
	/** Events whose run was begun and cut off, and that no other run has carried out. */
	cutOff: string[];
	/** Events that ran more than once. */
	repeated: number;
	/** Events in runs that nothing in the journal asks for. */
	unasked: string[];
	/** Events that came under more than one eventId. */
	renamed: string[];
	/** From the change in the store to the start of the first run, in ms. */
	median: number;
	p95: number;
	max: number;
	/** From the first change to the end of the last run. */
	seconds: number;
}

/** @param seen runs as they were before n8n emptied them */
export function figuresOf(expected: Expected, runs: Run[], seen: Run[]): Figures {
	const before = new Map(seen.map(({ id, events }) => [id, events]));
	const done = new Map<string, Run[]>();
	const begun = new Set<string>();
	const ids = new Map<string, Set<string>>();
	for (const run of runs) {
		const events = run.events.length > 0 ? run.events : (before.get(run.id) ?? []);
		for (const { name, eventId } of events) {
			begun.add(name);
			ids.set(name, (ids.get(name) ?? new Set()).add(eventId));
			if (run.status === 'success') done.set(name, [...(done.get(name) ?? []), run]);
		}
	}
	const names = [...expected.keys()];
	const waits = names
		.filter((name) => done.has(name))
		.map((name) => Math.min(...(done.get(name) ?? []).map(({ startedAt }) => startedAt)) - at(expected, name))
		.sort((left, right) => left - right);
	const quantile = (share: number): number => Math.round(waits[Math.ceil(waits.length * share) - 1] ?? NaN);
	const ends = runs.map(({ stoppedAt }) => stoppedAt).filter((ms) => !Number.isNaN(ms));
	return {
		expected: expected.size,
		lost: names.filter((name) => !begun.has(name)),
		cutOff: names.filter((name) => begun.has(name) && !done.has(name)),
		repeated: [...done.values()].filter((list) => list.length > 1).length,
		unasked: [...begun].filter((name) => !expected.has(name)),
		renamed: [...ids].filter(([, set]) => set.size > 1).map(([name]) => name),
		median: quantile(0.5),
		p95: quantile(0.95),
		max: quantile(1),
		seconds: (Math.max(...ends) - Math.min(...expected.values())) / 1000,
	};
}

const at = (expected: Expected, name: string): number => expected.get(name) ?? NaN;
