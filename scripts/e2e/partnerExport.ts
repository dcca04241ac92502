import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { asArray, asObject, asText, type JsonObject } from '../n8n/readJson';

/** What is expected of a sync, worked out from the file alone: shares no code with the node. */
export interface Expected {
	rows: number;
	/** Row numbers from 0 that must come out as failed. */
	failing: Set<number>;
	/** By e-mail in lower case: the partner that must be in the store afterwards, exactly once. */
	partners: Map<string, ExpectedPartner>;
}

export interface ExpectedPartner {
	firstName: string;
	lastName: string;
	affiliateCode: string;
	/** The tier's title. */
	tier: string;
	discountPercent: number;
	instagram: string;
	followers: number;
	notes: string;
}

const MAPPED_COLUMNS = [
	'First Name',
	'Last Name',
	'Coupon Code',
	'Referral Link',
	'Tier',
	'Discount',
	'Instagram',
	'Followers',
	'Notes',
];

function percent(text: string): number {
	const amount = Number.parseFloat(text);
	return !text.includes('%') && amount > 0 && amount < 1 ? amount * 100 : amount;
}

function isAddress(email: string): boolean {
	const [name, domain, ...more] = email.split('@');
	return more.length === 0 && !!name && !!domain?.includes('.') && !/\s/.test(email);
}

export function readExport(path: string): Expected {
	const rows = asArray(parse(readFileSync(path), { columns: true, bom: true })).map(asObject);
	const failing = new Set<number>();
	const groups = new Map<string, number[]>();
	rows.forEach((row, index) => {
		const email = asText(row.Email).trim().toLowerCase();
		// A new partner needs both names, and a link needs its https://.
		const complete = asText(row['First Name']).trim() !== '' && asText(row['Last Name']).trim() !== '';
		const link = asText(row['Referral Link']);
		const usable = isAddress(email) && complete && (link === '' || /^https?:/.test(link));
		if (usable) groups.set(email, [...(groups.get(email) ?? []), index]);
		else failing.add(index);
	});
	const partners = new Map<string, ExpectedPartner>();
	const column = (row: JsonObject | undefined, name: string) => asText(row?.[name]);
	for (const [email, indexes] of groups) {
		const meant = new Set(
			indexes.map((index) => MAPPED_COLUMNS.map((name) => column(rows[index], name)).join('\u0000')),
		);
		if (meant.size > 1) {
			for (const index of indexes) failing.add(index); // the rows disagree
			continue;
		}
		const row = rows[indexes[0] ?? -1];
		partners.set(email, {
			firstName: column(row, 'First Name'),
			lastName: column(row, 'Last Name'),
			affiliateCode: column(row, 'Coupon Code'),
			tier: column(row, 'Tier'),
			discountPercent: percent(column(row, 'Discount')),
			instagram: column(row, 'Instagram'),
			followers: Number(column(row, 'Followers')),
			notes: column(row, 'Notes'),
		});
	}
	return { rows: rows.length, failing, partners };
}
