import type { Comparison, Condition } from './parse';
import { Words } from './words';

/** What a record holds under a field: undefined = there is no such field to search in. */
export type FieldReader = (field: string | null) => unknown[] | undefined;

/** Terms on fields that are unknown are as good as absent, as Shopify's search has it. */
export function matches(condition: Condition, read: FieldReader): boolean {
	return judge(condition, read) ?? true;
}

/** null = says nothing: only unknown fields. */
function judge(condition: Condition, read: FieldReader): boolean | null {
	if (condition.kind === 'not') {
		const inside = judge(condition.of, read);
		return inside === null ? null : !inside;
	}
	if (condition.kind === 'term') {
		const values = read(condition.field);
		if (!values) return null;
		const { comparison, value, isPrefix } = condition;
		if (isPrefix && value === '') return values.some((held) => held !== null && held !== '');
		return values.some((held) => compares(held, comparison, value, isPrefix));
	}
	const said = condition.all.map((one) => judge(one, read)).filter((one) => one !== null);
	if (said.length === 0) return null;
	return condition.kind === 'and' ? said.every(Boolean) : said.some(Boolean);
}

export function fieldsOf(condition: Condition): Array<string | null> {
	if (condition.kind === 'term') return [condition.field];
	return condition.kind === 'not' ? fieldsOf(condition.of) : condition.all.flatMap(fieldsOf);
}

const TIME = /^\d{4}-\d{2}-\d{2}/;

function compares(held: unknown, comparison: Comparison, wanted: string, isPrefix: boolean): boolean {
	if (held === null || held === undefined) return false;
	if (held instanceof Words) return comparison === '=' && held.find(wanted);
	const text = String(held).toLowerCase();
	const value = wanted.toLowerCase();
	if (isPrefix) return text.startsWith(value);
	const bothTimes = TIME.test(text) && TIME.test(value);
	const [left, right] = bothTimes ? [Date.parse(text), Date.parse(value)] : [Number(text), Number(value)];
	const areNumbers = text !== '' && value !== '' && !Number.isNaN(left) && !Number.isNaN(right);
	if (comparison === '=') {
		// A day alone means all of it.
		if (bothTimes && /^\d{4}-\d{2}-\d{2}$/.test(value)) return text.startsWith(value);
		return text === value || (areNumbers && left === right);
	}
	if (!areNumbers) return false;
	if (comparison === '<') return left < right;
	if (comparison === '<=') return left <= right;
	return comparison === '>' ? left > right : left >= right;
}
