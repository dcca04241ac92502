import type { Sandbox } from '../../../sandbox';
import type { CollabRecord, Row } from './bench';

export interface PartnerRow extends Record<string, unknown> {
	kind: 'new' | 'changed' | 'same';
	email: string;
	firstName: string;
	lastName: string;
	affiliateCode: string;
	discount: number;
	followers: number;
}

/** Rows as an export has them: some partners are new, some differ in one field, the others are as they are stored. */
export function partnerRows(sandbox: Sandbox, wanted: Record<PartnerRow['kind'], number>): PartnerRow[] {
	const stored = sandbox.state.collabs();
	const rows: PartnerRow[] = [];
	for (let at = 0; at < wanted.changed + wanted.same; at += 1) {
		const collab = stored[at];
		if (collab === undefined) throw new Error('too few partners are seeded');
		const row = asStored(collab);
		if (at < wanted.changed) {
			row.kind = 'changed';
			if (at % 3 === 0) row.lastName = `Changed${at}`;
			else if (at % 3 === 1) row.discount += 1;
			else row.followers += 1;
		}
		rows.push(row);
	}
	for (let at = 0; at < wanted.new; at += 1) {
		rows.push({
			kind: 'new',
			email: `new.partner+${at}@example.com`,
			firstName: `New${at}`,
			lastName: 'Partner',
			affiliateCode: `NEW${at}`,
			// No tier has it, so it is only there once it was written.
			discount: 31 + (at % 20),
			followers: at,
		});
	}
	// Mixed, so that each kind meets each kind of weather.
	return rows
		.map((row, at) => ({ row, at: (at * 7919) % rows.length }))
		.sort((a, b) => a.at - b.at)
		.map(({ row }) => row);
}

const asStored = (collab: CollabRecord): PartnerRow => ({
	kind: 'same',
	email: collab.creator.email,
	firstName: collab.creator.firstName,
	lastName: collab.creator.lastName,
	affiliateCode: collab.affiliateCode,
	discount: collab.discount?.discountAmount ?? 0,
	followers: Number(collab.custom['cc-followers']),
});

const fields = {
	affiliateCode: '={{ $json.affiliateCode }}',
	discountAmount: '={{ $json.discount }}',
	discountType: 'Percentage',
};
const custom = {
	customFieldsInput: 'json',
	customFieldsJson: '={{ JSON.stringify({ followers: $json.followers }) }}',
};
const names = { firstName: '={{ $json.firstName }}', lastName: '={{ $json.lastName }}' };

export const SYNC = {
	resource: 'partner',
	operation: 'sync',
	matchOn: 'email',
	matchValue: '={{ $json.email }}',
	updateFields: { ...names, ...fields },
	...custom,
};
export const UPSERT = {
	resource: 'partner',
	operation: 'upsert',
	email: '={{ $json.email }}',
	...names,
	updateFields: fields,
	...custom,
};
export const UPDATE = {
	resource: 'partner',
	operation: 'update',
	partner: { __rl: true, mode: 'email', value: '={{ $json.email }}' },
	updateFields: { ...names, ...fields },
	...custom,
};

const same = (collab: CollabRecord, row: PartnerRow): boolean => {
	const { kind: _, email: __, ...stored } = asStored(collab);
	const { kind: _k, email: _e, ...wanted } = row;
	return Object.entries(stored).every(([key, value]) => wanted[key] === value);
};

/** What the store holds for a row now. */
export function stateOf(sandbox: Sandbox, row: PartnerRow): 'absent' | 'asWanted' | 'otherwise' | 'double' {
	const collabs = sandbox.state.collabByEmail(row.email);
	const [only] = collabs;
	if (only === undefined) return 'absent';
	if (collabs.length > 1) return 'double';
	return same(only, row) ? 'asWanted' : 'otherwise';
}

/** What a row says is what is so. */
function checkRow(sandbox: Sandbox, row: PartnerRow, outcome: Row): string | undefined {
	const state = stateOf(sandbox, row);
	const told = `${row.kind} ${outcome.status}${outcome.unsure ? ' unsure' : ''}${outcome.partly ? ' partly' : ''}`;
	if (state === 'double') return `${told}: ${row.email} is there twice`;
	if (outcome.status === 'done')
		return state === 'asWanted' ? undefined : `${told}: ${row.email} is ${state}`;
	if (outcome.unsure) return undefined;
	if (outcome.partly && outcome.reason.includes('may not have been written')) return undefined;
	if (outcome.partly) return state === 'otherwise' ? undefined : `${told}: ${row.email} is ${state}`;
	const untouched = row.kind === 'new' ? 'absent' : row.kind === 'same' ? 'asWanted' : 'otherwise';
	return state === untouched ? undefined : `${told}: ${row.email} is ${state} (${outcome.reason})`;
}

export const wrongRows = (sandbox: Sandbox, rows: PartnerRow[], outcomes: Row[]): string[] =>
	rows.flatMap((row, at) => {
		const outcome = outcomes[at];
		return outcome ? (checkRow(sandbox, row, outcome) ?? []) : [`row ${at} has no outcome`];
	});
