import { InputError } from './failure';
import { shown } from './text';

export interface Figure {
	/** The parameter's name. */
	name: string;
	label: string;
	/** Handle of the custom field it goes into unless another is named; without the `cc-` the API puts in front. */
	handle: string;
	/** `whole` counts something, `money` may have cents and be below zero, `rate` is percent. */
	kind: 'whole' | 'money' | 'rate';
}

/** What affiliate and social platforms report about a partner. CreatorCommerce has no fields of its own for it. */
export const FIGURES: readonly Figure[] = [
	{ name: 'clicks', label: 'Clicks', handle: 'clicks', kind: 'whole' },
	{ name: 'conversions', label: 'Conversions', handle: 'conversions', kind: 'whole' },
	{ name: 'engagementRate', label: 'Engagement Rate', handle: 'engagement-rate', kind: 'rate' },
	{ name: 'followers', label: 'Followers', handle: 'followers', kind: 'whole' },
	{ name: 'revenue', label: 'Revenue', handle: 'revenue', kind: 'money' },
];

/** What exports write where there is no figure. */
const NONE = /^(?:|-+|–|—|n\/?a)$/i;
const NUMBER = /^([-−]?)(\d[\d.,]*)([km]?)$/i;

/**
 * A figure as files write it: 4156, "4,156", "51.1k", "$1,932.28", "1.932,28 €", "4.2 %". Undefined when there is none.
 * Percent stay percent: 4.2 and "4.2 %" are the same.
 * @throws InputError when it is no figure, or one that can be read twice: "1,932" of money is 1932 or 1.932
 */
export function parseFigure(given: unknown, { kind, label }: Figure): number | undefined {
	if (given === undefined || given === null) return undefined;
	const text = typeof given === 'string' || typeof given === 'number' ? String(given).trim() : undefined;
	if (text !== undefined && NONE.test(text)) return undefined;
	const unfit = (): InputError =>
		new InputError(
			`“${shown(text ?? JSON.stringify(given))}” is not a figure for ${label}`,
			label,
			EXAMPLES[kind],
		);
	if (text === undefined) throw unfit();
	const figure = typeof given === 'number' ? given : parseText(text, kind, label);
	if (figure === undefined || !Number.isFinite(figure)) throw unfit();
	if (kind === 'whole' && !Number.isInteger(figure)) throw unfit();
	if (kind !== 'money' && figure < 0) throw unfit();
	return figure;
}

const EXAMPLES = {
	whole: 'Use a whole number such as 4156; 4,156 and 51.1k are taken too.',
	money: 'Use a number such as 1932.28, without words.',
	rate: 'Use a number of percent such as 4.2.',
};

function parseText(text: string, kind: Figure['kind'], label: string): number | undefined {
	const bare = text
		.replace(/[\s\u00a0\u202f’']/g, '')
		.replace(kind === 'money' ? /^([-−]?)(?:\p{Sc}|[A-Z]{3})|(?:\p{Sc}|[A-Z]{3})$/gu : /^$/, '$1')
		.replace(kind === 'rate' ? /%$/ : /^$/, '');
	const [, sign, digits, size] = NUMBER.exec(bare) ?? [];
	if (digits === undefined || (size && kind !== 'whole')) return undefined;
	const plain = withoutSeparators(digits, kind, size !== '');
	if (plain === 'twofold') {
		throw new InputError(
			`“${shown(text)}” for ${label} can be read in two ways`,
			label,
			'Leave out the separator of thousands, or write two decimals, such as 1932.00.',
		);
	}
	if (plain === undefined) return undefined;
	const factor = { k: 1_000, m: 1_000_000 }[size?.toLowerCase() ?? ''] ?? 1;
	const number = Math.round(Number(plain) * factor * 10_000) / 10_000;
	return sign ? -number : number;
}

/** The digits with at most a `.` before the decimals. */
function withoutSeparators(
	digits: string,
	kind: Figure['kind'],
	hasSize: boolean,
): string | 'twofold' | undefined {
	const marks = digits.replace(/\d/g, '');
	const last = marks.at(-1);
	if (last === undefined) return digits;
	const at = digits.lastIndexOf(last);
	const [head, tail] = [digits.slice(0, at), digits.slice(at + 1)];
	const isThousands = /^\d{1,3}(?:[.,]\d{3})*$/.test(head) && tail.length === 3;
	if (marks.length > 1) {
		// 1.932,28 and 1,932.28 end in decimals; 1,932,280 has thousands only.
		const allSame = marks === last.repeat(marks.length);
		if (allSame) return isThousands ? digits.replace(/[.,]/g, '') : undefined;
		const grouped = /^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/.test(head) && !head.includes(last);
		return grouped ? `${head.replace(/[.,]/g, '')}.${tail || '0'}` : undefined;
	}
	if (isThousands && kind === 'whole' && !hasSize) return head + tail;
	if (isThousands && kind === 'money') return 'twofold';
	return `${head}.${tail || '0'}`;
}
