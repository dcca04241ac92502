import type { UnifiedApi } from '../client';
import { ApiError, InputError, NotSentError, endsTheRun, raise } from '../failure';
import type { Partner } from '../readers/partner';
import { compare } from './compare';
import type { PartnerDirectory } from './directory';
import {
	type FieldChange,
	type Told,
	changesBetween,
	createBody,
	disagreements,
	merged,
	onlyChanged,
} from './fields';
import { type MatchOn, type RowGroup, type SyncRow, matchKey } from './match';
import { namedItems } from '../text';
import { PartlyDoneError, createPartner, updatePartner } from './save';
import { type Snapshot, takeSnapshot } from './snapshot';

export interface SyncOptions {
	matchOn: MatchOn;
	createMissing: boolean;
	/** Compare and say what would be done, write nothing. */
	dryRun: boolean;
	/** Rows of one run that name the same partner but disagree on a field. */
	whenRowsDisagree: 'fail' | 'lastRow';
}

export interface SyncResult {
	status: 'created' | 'updated' | 'unchanged' | 'failed' | 'notSent';
	changes: FieldChange[];
	partner?: Partner;
	/** Why it failed or was not sent. */
	fault?: unknown;
	/** Other rows of the run that name the same partner, from 0, the first 20; they were written together. */
	sharedWith?: number[];
}

/** What the run learned about the list, for the summary. */
export interface SyncReport {
	results: Map<number, SyncResult>;
	/** False when the list of partners was cut short or not read. */
	listWhole?: boolean;
	partnersRead: number;
}

/**
 * Makes the partners of a store as the rows want them, writing only what differs. Everything is read once, a page at a
 * time; only what the comparison needs is kept. Running it again converges: what is equal is not written.
 * @param breathe gives the event loop its turn: thousands of comparisons are made in a row
 * @param stop ends the sending of whatever waits; used when the key or the store turns out to be refused
 * @throws ApiError when the run as a whole cannot go on and nothing was written yet
 */
export async function syncPartners(
	api: UnifiedApi,
	directory: PartnerDirectory,
	rows: SyncRow[],
	options: SyncOptions,
	stop: () => void,
	breathe: () => Promise<void> = async () => await Promise.resolve(),
): Promise<SyncReport> {
	const results = new Map<number, SyncResult>();
	const groups = groupRows(rows, options, results);
	const answer = (group: RowGroup, result: SyncResult): void => {
		for (const row of group.rows) {
			const others = othersOf(row, group.rows);
			results.set(row.index, others.length > 0 ? { ...result, sharedWith: others } : result);
		}
	};

	let snapshot: Snapshot;
	try {
		snapshot = await takeSnapshot(api, directory, groups, options.matchOn);
	} catch (fault) {
		if (!(fault instanceof NotSentError)) return raise(fault);
		for (const group of groups) answer(group, { status: 'notSent', changes: [], fault });
		return { results, partnersRead: 0 };
	}

	let written = 0;
	let ending: unknown;
	const syncOne = async (group: RowGroup): Promise<void> => {
		try {
			const result = await syncGroup(api, directory, group, snapshot.of(group), snapshot.told, options);
			if (result.status === 'created' || result.status === 'updated') written += 1;
			answer(group, result);
		} catch (fault) {
			if (fault instanceof NotSentError) {
				answer(group, { status: 'notSent', changes: [], fault: ending ?? fault });
				return;
			}
			const own = fault instanceof PartlyDoneError ? fault.cause : fault;
			if (isCancel(own)) return raise(own);
			if (fault instanceof PartlyDoneError) written += 1;
			if (endsTheRun(own)) {
				ending ??= own;
				stop();
			}
			const partner = fault instanceof PartlyDoneError ? fault.partner : undefined;
			// A partner created without its second request, for want of time, is to be run again like one not sent at all.
			const status = own instanceof NotSentError ? 'notSent' : 'failed';
			answer(group, { status, changes: [], fault, partner });
		}
	};
	const all: Array<Promise<void>> = [];
	for (const [at, group] of groups.entries()) {
		const one = syncOne(group);
		one.catch(() => undefined); // it is awaited below; until then it must not count as unhandled
		all.push(one);
		if (at % AT_A_STRETCH === AT_A_STRETCH - 1) await breathe();
	}
	await Promise.all(all);
	if (ending !== undefined && written === 0) throw ending;
	return { results, listWhole: snapshot.whole, partnersRead: snapshot.partnersRead };
}

/** So many partners are compared before the event loop gets its turn. */
const AT_A_STRETCH = 200;

/** Rows of a run may all name one partner by mistake: each then names the first others, not thousands. */
const MOST_NAMED = 20;

const othersOf = (row: SyncRow, rows: SyncRow[]): number[] =>
	rows
		.slice(0, MOST_NAMED + 1)
		.filter((other) => other !== row)
		.slice(0, MOST_NAMED)
		.map((other) => other.index);

/** Whatever is none of our own errors came from the cancelled execution, or is a fault of ours: both end the run. */
const isCancel = (fault: unknown): boolean =>
	!(fault instanceof ApiError || fault instanceof InputError || fault instanceof NotSentError);

async function syncGroup(
	api: UnifiedApi,
	directory: PartnerDirectory,
	group: RowGroup,
	matches: Partner[],
	told: Told,
	options: SyncOptions,
): Promise<SyncResult> {
	const { fields } = group;
	const found = await theOne(directory, group, matches, options);
	if (found === undefined) return await create(api, directory, group, told, options);

	const { has, changes } = await compare(directory, found, fields, told);
	if (changes.length === 0) return { status: 'unchanged', changes, partner: has };
	if (!options.dryRun) await updatePartner(api, has, onlyChanged(fields, changes, has));
	return { status: 'updated', changes, partner: has };
}

async function create(
	api: UnifiedApi,
	directory: PartnerDirectory,
	group: RowGroup,
	told: Told,
	options: SyncOptions,
): Promise<SyncResult> {
	const { fields } = group;
	const changes = changesBetween({ collabId: '', creatorPopulated: true }, fields);
	if (options.dryRun) {
		// Built all the same: a dry run refuses what the run would refuse.
		createBody(fields, api.shopDomain);
		return { status: 'created', changes };
	}
	const { partner, existed } = await createPartner(api, directory, fields);
	// Another row or execution was first: now there is a partner to compare with.
	if (existed) return await syncGroup(api, directory, group, [], told, options);
	return { status: 'created', changes, partner };
}

/** The partner a group is about; undefined when it has to be created. */
async function theOne(
	directory: PartnerDirectory,
	{ match, fields }: RowGroup,
	matches: Partner[],
	{ matchOn, createMissing }: SyncOptions,
): Promise<Partner | undefined> {
	if (matches.length > 1) {
		throw new InputError(
			`${matches.length} partners have the ${WORDS[matchOn]} ${match}`,
			FIELDS[matchOn],
			`Update the one you mean by its ID: ${matches.map((partner) => partner.collabId).join(', ')}.`,
		);
	}
	if (matches[0]) return matches[0];
	if (!createMissing) {
		throw new InputError(
			`No partner has the ${WORDS[matchOn]} ${match}`,
			FIELDS[matchOn],
			'Turn on Create Missing Partners to have it created.',
		);
	}
	if (fields.email === undefined) {
		throw new InputError(
			`No partner has the ${WORDS[matchOn]} ${match}, and a new one needs an e-mail address`,
			'Email',
			'Map Email under Fields, or check the spelling.',
		);
	}
	// The list may be older than a partner that another run has just made: a second one must not come into being.
	const byEmail = await directory.matching({ by: 'email', value: fields.email });
	if (byEmail.length === 0) return undefined;
	const [only] = byEmail;
	if (matchOn === 'email' && byEmail.length === 1) return only;
	throw new InputError(
		matchOn === 'email'
			? `${byEmail.length} partners have the e-mail ${match}`
			: `No partner has the ${WORDS[matchOn]} ${match}, but ${fields.email} is a partner already`,
		FIELDS[matchOn],
		matchOn === 'email'
			? `Update the one you mean by its ID: ${byEmail.map((partner) => partner.collabId).join(', ')}.`
			: 'Match on Email to update that partner.',
	);
}

const WORDS = { email: 'e-mail', handle: 'handle', affiliateCode: 'affiliate code' } as const;
const FIELDS = { email: 'Email', handle: 'Handle', affiliateCode: 'Affiliate Code' } as const;

/** Rows that name one partner become one write; rows that disagree are answered here and not written. */
function groupRows(rows: SyncRow[], options: SyncOptions, results: Map<number, SyncResult>): RowGroup[] {
	const groups = new Map<string, RowGroup & { disagree: Set<string> }>();
	for (const row of rows) {
		const key = matchKey(options.matchOn, row.match);
		const group = groups.get(key);
		if (group === undefined) {
			groups.set(key, { key, match: row.match.trim(), rows: [row], fields: row.fields, disagree: new Set() });
			continue;
		}
		if (options.whenRowsDisagree === 'fail') {
			for (const field of disagreements(group.fields, row.fields)) group.disagree.add(field);
		}
		group.rows.push(row);
		group.fields = merged(group.fields, row.fields);
	}
	const agreed: RowGroup[] = [];
	for (const { disagree, ...group } of groups.values()) {
		if (disagree.size === 0) {
			agreed.push(group);
			continue;
		}
		const items = namedItems(group.rows.map((row) => row.index));
		const fault = new InputError(
			`Items ${items} name the same partner (${group.match}) but disagree on ${[...disagree].join(', ')}`,
			FIELDS[options.matchOn],
			'Nothing was written for this partner. Remove the wrong row, or set When Rows Disagree to Use Last Row.',
		);
		for (const row of group.rows) {
			const sharedWith = othersOf(row, group.rows);
			results.set(row.index, { status: 'failed', changes: [], fault, sharedWith });
		}
	}
	return agreed;
}
