import type { Sandbox } from '../../../sandbox';
import type { Row } from './bench';

const PARTNER = { __rl: true, mode: 'id', value: '={{ $json.partner }}' };
const PRODUCT = { __rl: true, mode: 'id', value: '={{ $json.product }}' };

export const ADD_PRODUCTS = {
	resource: 'drop',
	operation: 'addProducts',
	partner: PARTNER,
	drop: { __rl: true, mode: 'id', value: '={{ $json.drop }}' },
	product: PRODUCT,
	productFields: { note: '={{ $json.note }}' },
};
export const CREATE_DROP = {
	resource: 'drop',
	operation: 'create',
	partner: PARTNER,
	title: '={{ $json.title }}',
	product: PRODUCT,
	productFields: { note: '={{ $json.note }}' },
};
export const UPDATE_ENHANCEMENT = {
	resource: 'drop',
	operation: 'updateEnhancement',
	partner: PARTNER,
	drop: { __rl: true, mode: 'id', value: '={{ $json.drop }}' },
	enhancementBy: 'id',
	enhancementId: '={{ $json.enhancement }}',
	updateFields: { note: '={{ $json.note }}' },
};

export interface ProductLine extends Record<string, unknown> {
	partner: string;
	/** Of a drop that is there; else `title` names the one to be made. */
	drop?: string;
	title?: string;
	product: string;
	note: string;
}

/** So many products for each of so many drops, row by row in turns. */
export function productLines(
	sandbox: Sandbox,
	drops: number,
	products: number,
	kind: 'there' | 'new',
): ProductLine[] {
	const targets =
		kind === 'there'
			? sandbox.state
					.drops()
					.slice(0, drops)
					.map(({ _id, collab }) => ({ partner: collab, drop: _id }))
			: sandbox.state
					.collabs()
					.slice(0, drops)
					.map(({ _id }) => ({ partner: _id, title: 'Bad Weather' }));
	if (targets.length < drops) throw new Error('too little is seeded');
	return Array.from({ length: drops * products }, (_, at) => {
		const target = targets[at % drops];
		if (target === undefined) throw new Error('no target');
		return { ...target, product: String(9_000_000_000 + Math.floor(at / drops)), note: `Note ${at}` };
	});
}

export interface EnhancementLine extends Record<string, unknown> {
	partner: string;
	drop: string;
	enhancement: string;
	note: string;
}

export function enhancementLines(sandbox: Sandbox, count: number): EnhancementLine[] {
	const lines = sandbox.state
		.drops()
		.flatMap((drop) =>
			drop.enhancements.map(({ _id }) => ({ partner: drop.collab, drop: drop._id, enhancement: _id })),
		);
	if (lines.length < count) throw new Error('too little is seeded');
	return lines.slice(0, count).map((line, at) => ({ ...line, note: `Note ${at}` }));
}

/** The notes of a product in the drop a line means: one for each time it is there. */
export function notesOf(sandbox: Sandbox, line: ProductLine): string[] {
	return sandbox.state
		.drops(line.partner)
		.filter(({ _id, title }) => (line.drop === undefined ? title === line.title : _id === line.drop))
		.flatMap((drop) => drop.enhancements)
		.filter(({ product }) => sandbox.state.product(product)?.shopifyId === line.product)
		.map(({ note }) => note);
}

/** How many drops of the line's title its partner has, detached ones too. */
export const dropsCalled = (sandbox: Sandbox, line: ProductLine): number =>
	[...sandbox.state.drops(line.partner), ...sandbox.state.detachedDrops(line.partner)].filter(
		({ title }) => title === line.title,
	).length;

export function wrongLines(sandbox: Sandbox, lines: ProductLine[], outcomes: Row[]): string[] {
	return lines.flatMap((line, at) => {
		const outcome = outcomes[at];
		const notes = notesOf(sandbox, line);
		const told = `row ${at} ${outcome?.status} (${outcome?.reason}): there ${notes.length} times`;
		if (notes.length > 1) return [told];
		if (line.drop === undefined && dropsCalled(sandbox, line) > 1) return [`row ${at}: two drops`];
		if (outcome?.status === 'done') return notes[0] === line.note ? [] : [told];
		return outcome?.unsure || notes.length === 0 ? [] : [told];
	});
}

export function wrongEnhancements(sandbox: Sandbox, lines: EnhancementLine[], outcomes: Row[]): string[] {
	const notes = new Map(
		sandbox.state.drops().flatMap((drop) => drop.enhancements.map(({ _id, note }) => [_id, note] as const)),
	);
	return lines.flatMap((line, at) => {
		const outcome = outcomes[at];
		const written = notes.get(line.enhancement) === line.note;
		if (outcome?.status === 'done' ? written : outcome?.unsure || !written) return [];
		return [`row ${at} ${outcome?.status} (${outcome?.reason}): ${written ? 'written' : 'not written'}`];
	});
}
