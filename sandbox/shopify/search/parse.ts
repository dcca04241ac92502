/** Shopify's search syntax: terms, AND, OR, NOT, `-`, parentheses, quotes, comparisons, a `*` at the end. */

export type Comparison = '=' | '<' | '<=' | '>' | '>=';

export type Condition =
	| { kind: 'term'; field: string | null; comparison: Comparison; value: string; isPrefix: boolean }
	| { kind: 'not'; of: Condition }
	| { kind: 'and' | 'or'; all: Condition[] };

type Token = { kind: '(' | ')' | 'AND' | 'OR' | 'NOT' } | { kind: 'term'; term: Condition };

export class SearchSyntaxError extends Error {}

/** The condition a query means, or null for an empty one. Throws SearchSyntaxError. */
export function parseSearch(query: string): Condition | null {
	const tokens = tokensOf(query);
	if (tokens.length === 0) return null;
	const reader = { tokens, at: 0 };
	const condition = readOr(reader);
	if (reader.at < tokens.length) throw new SearchSyntaxError('Unexpected )');
	return condition;
}

interface Reader {
	tokens: Token[];
	at: number;
}

function readOr(reader: Reader): Condition {
	const all = [readAnd(reader)];
	while (reader.tokens[reader.at]?.kind === 'OR') {
		reader.at++;
		all.push(readAnd(reader));
	}
	return all.length === 1 && all[0] ? all[0] : { kind: 'or', all };
}

function readAnd(reader: Reader): Condition {
	const all = [readOne(reader)];
	for (;;) {
		const kind = reader.tokens[reader.at]?.kind;
		if (kind === undefined || kind === 'OR' || kind === ')') break;
		if (kind === 'AND') reader.at++;
		all.push(readOne(reader));
	}
	return all.length === 1 && all[0] ? all[0] : { kind: 'and', all };
}

function readOne(reader: Reader): Condition {
	const token = reader.tokens[reader.at++];
	if (token?.kind === 'term') return token.term;
	if (token?.kind === 'NOT') return { kind: 'not', of: readOne(reader) };
	if (token?.kind === '(') {
		const inside = readOr(reader);
		if (reader.tokens[reader.at++]?.kind !== ')') throw new SearchSyntaxError('Missing )');
		return inside;
	}
	throw new SearchSyntaxError('Something is missing');
}

const WORD = /(?:\\.|[^\s()"'\\])+/y;
const FIELD = /([A-Za-z_][\w.-]*):(<=|>=|<|>)?/y;
/** A time has colons of its own. */
const TIME = /\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?/y;

function tokensOf(query: string): Token[] {
	const tokens: Token[] = [];
	let at = 0;
	const take = (pattern: RegExp): RegExpExecArray | null => {
		pattern.lastIndex = at;
		const found = pattern.exec(query);
		if (found) at = pattern.lastIndex;
		return found;
	};
	while (at < query.length) {
		const char = query[at] ?? '';
		if (/\s/.test(char)) {
			at++;
		} else if (char === '(' || char === ')') {
			tokens.push({ kind: char });
			at++;
		} else if (char === '-') {
			tokens.push({ kind: 'NOT' });
			at++;
		} else {
			const operator = take(/(AND|OR|NOT)(?=[\s(]|$)/y)?.[1];
			if (operator === 'AND' || operator === 'OR' || operator === 'NOT') tokens.push({ kind: operator });
			else
				tokens.push({
					kind: 'term',
					term: readTerm(
						query,
						() => at,
						take,
						(to) => (at = to),
					),
				});
		}
	}
	return tokens;
}

function readTerm(
	query: string,
	where: () => number,
	take: (pattern: RegExp) => RegExpExecArray | null,
	goTo: (at: number) => void,
): Condition {
	const head = take(FIELD);
	const field = head?.[1] ?? null;
	const comparison = comparisonOf(head?.[2]);
	const quote = query[where()];
	if (quote === '"' || quote === "'") {
		const { value, end } = quoted(query, where() + 1, quote);
		goTo(end);
		return { kind: 'term', field, comparison, value, isPrefix: false };
	}
	const time = take(TIME)?.[0];
	if (time !== undefined) return { kind: 'term', field, comparison, value: time, isPrefix: false };
	const start = where();
	let raw = take(WORD)?.[0] ?? '';
	if (raw === '' && field === null) throw new SearchSyntaxError(`Unexpected ${query[start] ?? 'end'}`);
	// An unquoted colon ends the value: the rest is a search of its own, which finds what nobody meant.
	const colon = /(?<!\\):/.exec(raw);
	if (colon) {
		raw = raw.slice(0, colon.index);
		goTo(start + colon.index + 1);
	}
	const isPrefix = raw.endsWith('*') && !raw.endsWith('\\*');
	const value = (isPrefix ? raw.slice(0, -1) : raw).replace(/\\(.)/g, '$1');
	return { kind: 'term', field, comparison, value, isPrefix };
}

function quoted(query: string, from: number, quote: string): { value: string; end: number } {
	let value = '';
	for (let at = from; at < query.length; at++) {
		const char = query[at] ?? '';
		if (char === '\\' && at + 1 < query.length) value += query[++at] ?? '';
		else if (char === quote) return { value, end: at + 1 };
		else value += char;
	}
	throw new SearchSyntaxError(`Missing ${quote}`);
}

function comparisonOf(text: string | undefined): Comparison {
	return text === '<' || text === '<=' || text === '>' || text === '>=' ? text : '=';
}
