import { loadavg } from 'node:os';
import type { BenchResult, Range } from './result';
import type { Counts } from './tally';

const HEAD = [
	'bench',
	'items',
	'unit',
	'ours',
	'peer',
	'ideal',
	'ratio',
	'refused/lost/doubled',
	'of peer',
	'',
];

/** The results for a person, with what has to be known to read them. */
export function table(results: Record<string, BenchResult>): string {
	const rows = Object.entries(results).map(([name, result]) => [
		name,
		result.items === undefined ? '' : String(result.items),
		clock(result),
		result.unit,
		withSpread(result.ours, result.spread?.ours),
		result.peer === null ? '–' : withSpread(result.peer, result.spread?.peer),
		result.ideal === null ? '–' : shown(result.ideal),
		result.ratio === null ? '–' : result.ratio.toFixed(3),
		counted(result),
		result.peerCounts ? counted(result.peerCounts) : '–',
		result.met === undefined ? '' : result.met ? 'met' : 'NOT MET',
	]);
	const widths = HEAD.map((head, at) => Math.max(...[HEAD, ...rows].map((row) => (row[at] ?? head).length)));
	const line = (row: readonly string[]): string =>
		row
			.map((cell, at) => cell.padEnd(widths[at] ?? 0))
			.join('  ')
			.trimEnd();
	return [
		line(HEAD),
		widths.map((width) => '-'.repeat(width)).join('  '),
		...rows.map(line),
		'',
		...Object.entries(results).flatMap(([name, { target, note }]) => {
			const said = [target && `target ${target}.`, note].filter(Boolean).join(' ');
			return said ? [`${name}: ${said}`] : [];
		}),
		'',
		FOOTNOTE,
		`Load average of the machine: ${loadavg()
			.map((load) => load.toFixed(1))
			.join(', ')}.`,
	].join('\n');
}

const FOOTNOTE = `Seconds are those a user would wait. "Clock" is how many times as fast as real time the clocks run (ours/peer where they
differ): the sandbox's, on which its minute and its latency of 0.3 to 1 s are counted, and our node's alike; the peer's batch
interval is divided by as much. Only waiting is shortened: requests, limiter and both nodes are the real ones, and work takes the
time it takes, so it weighs that many times as much as in real time, for ours and the peer alike. "scaling" states what that
comes to. Times run from the first request to the last answer. Peer = n8n's HTTP Request node on the same engine. Refused, lost
and doubled are counted in the sandbox, over all rounds.`;

function clock({ factor, peer }: BenchResult): string {
	if (!factor) return '';
	return factor.ours === factor.peer || peer === null ? `×${factor.ours}` : `×${factor.ours}/×${factor.peer}`;
}

const counted = ({ refused, lost, doubled }: Counts): string => `${refused}/${lost}/${doubled}`;

const withSpread = (value: number, spread: Range | undefined): string =>
	!spread || spread[0] === spread[1]
		? shown(value)
		: `${shown(value)} (${shown(spread[0])}–${shown(spread[1])})`;

function shown(value: number): string {
	if (value >= 100) return value.toFixed(0);
	return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
