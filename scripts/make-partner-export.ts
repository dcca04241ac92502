/**
 * Writes templates/data/partners-export.csv: 1,000 made-up partners as an affiliate platform exports them, with
 * the faults that real exports have. The same bytes at every run: `tsx scripts/make-partner-export.ts`.
 */
import { stringify } from 'csv-stringify/sync';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROWS = 1_000;
const SEED = 20_240_607;
const TARGET = join(__dirname, '..', 'templates', 'data', 'partners-export.csv');

const COLUMNS = [
	'First Name',
	'Last Name',
	'Email',
	'Instagram',
	'Followers',
	'Engagement %',
	'Tier',
	'Coupon Code',
	'Referral Link',
	'Discount',
	'Status',
	'Clicks (30d)',
	'Revenue (30d)',
	'Notes',
] as const;
type Row = Record<(typeof COLUMNS)[number], string>;

// prettier-ignore
const FIRST_NAMES = [
	'Amélie', 'Bogdan', 'Carmen', 'Dàniel', 'Ebru', 'Fionnuala', 'Gaël', 'Hürrem', 'İlker', 'Jožica', 'Kateřina',
	'Lívia', 'Mårten', 'Núria', 'Olena', 'Paweł', 'Quyên', 'Réka', 'Søren', 'Tomáš', 'Ursula', 'Vítor', 'Wei',
	'Ximena', 'Yūki', 'Žofie', 'Ольга', '美咲', 'Θεοδώρα', 'Mary Ann',
];
// prettier-ignore
const LAST_NAMES = [
	'Ångström', 'Bañuelos', 'Çelik', 'Dvořák', 'Ekström', 'Fernandes', 'Grønning', 'Hütter', 'Iversen', 'Jóhannsdóttir',
	'Kőszegi', 'Lefèvre', 'Mac Cárthaigh', 'Núñez', 'Okonkwo', 'Papadopoulos', 'Quiñones', 'Radić', "D'Angelo",
	'Świątek', 'Tran', 'Uşak', 'Van der Berg', 'Wójcik', 'Ximénez-Rey', 'Yıldırım', 'Železný', 'Петренко', '佐藤',
];
const TIERS = ['Rise', 'Shine', 'VIP', 'Ambassador'];
const DISCOUNTS = ['0.1', '10%', '15%', '20', '0.25'];
const NOTES = [
	'',
	'',
	'Ships to Canada, not to the US',
	'Said: "only clean beauty, please"',
	'Signed in March\nWants a new code in autumn',
	'Loves the 🌿 line',
	'size M; shoe 39',
];
const BAD_EMAILS = [
	'no-at-sign.example.com',
	'two@@example.com',
	'n/a',
	'space in@example.com',
	'missing-domain@',
];

/** Mulberry32: a small generator of numbers from 0 to 1 that is the same everywhere. */
function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

const random = randomFrom(SEED);

function pick<T>(from: readonly T[]): T {
	const chosen = from[Math.floor(random() * from.length)];
	if (chosen === undefined) throw new Error('nothing to pick from');
	return chosen;
}

const between = (low: number, high: number) => Math.floor(low + random() * (high - low + 1));

/** "Jóhannsdóttir" → "johannsdottir"; scripts without a Latin form give "". */
function plainLetters(text: string): string {
	return text
		.replaceAll('ø', 'o')
		.replaceAll('ł', 'l')
		.replaceAll('ı', 'i')
		.normalize('NFD')
		.toLowerCase()
		.replace(/[^a-z]/g, '');
}

function makeRow(index: number): Row {
	const first = pick(FIRST_NAMES);
	const last = pick(LAST_NAMES);
	const name = `${plainLetters(first) || 'creator'}.${plainLetters(last) || 'studio'}`;
	const number = 1_000 + index;
	const plus = index % 9 === 4;
	return {
		'First Name': first,
		'Last Name': last,
		Email: plus ? `${name}+ugc${number}@mail.example` : `${name}.${number}@mail.example`,
		Instagram: `@${name.replace('.', '_')}_${number}`,
		Followers: String(between(800, 640_000)),
		'Engagement %': (random() * 9 + 0.3).toFixed(2),
		Tier: pick(TIERS),
		'Coupon Code': `${name.slice(0, 6).toUpperCase().replace('.', '')}${number}`,
		'Referral Link': `https://brand.example/?ref=${name}${number}`,
		Discount: pick(DISCOUNTS),
		Status: random() < 0.8 ? 'active' : 'pending',
		'Clicks (30d)': String(between(0, 6_000)),
		'Revenue (30d)': (random() * 12_000).toFixed(2),
		Notes: pick(NOTES),
	};
}

/** The faults, at fixed places, so that a test can name them. */
function spoil(rows: Row[]): void {
	const at = (index: number): Row => {
		const row = rows[index];
		if (row === undefined) throw new Error(`no row ${index}`);
		return row;
	};
	BAD_EMAILS.forEach((email, nth) => (at(90 + nth * 170).Email = email));
	for (const index of [133, 540, 911]) at(index).Email = '';
	at(415)['First Name'] = '';
	for (const index of [320, 705])
		at(index)['Referral Link'] = at(index)['Referral Link'].replace('https://', '');
	// The same person twice: word for word, in other letter case and with spaces around the address.
	rows[265] = { ...at(250) };
	rows[480] = { ...at(470), Email: ` ${at(470).Email.toUpperCase()} ` };
	rows[999] = { ...at(3) };
	// The same person twice, and the two rows disagree.
	rows[620] = { ...at(610), Tier: at(610).Tier === 'VIP' ? 'Rise' : 'VIP', Discount: '30%' };
	rows[760] = { ...at(750), 'Coupon Code': 'SECONDCODE760' };
}

const rows = Array.from({ length: ROWS }, (_, index) => makeRow(index));
spoil(rows);
mkdirSync(dirname(TARGET), { recursive: true });
writeFileSync(TARGET, stringify(rows, { header: true, columns: [...COLUMNS] }));
process.stdout.write(`${ROWS} rows written to templates/data/partners-export.csv\n`);
