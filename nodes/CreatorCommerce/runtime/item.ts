import type { IExecuteFunctions } from 'n8n-workflow';
import { InputError, raise } from '../api/failure';
import { shown } from '../api/text';
import { type Json, asFlag, asRecord, asText, isRecord } from '../api/narrow';

/** The parameters of the node as one item sees them, narrowed. Expressions are resolved by n8n. */
export class Item {
	constructor(
		private readonly context: IExecuteFunctions,
		readonly index: number,
	) {}

	/** The parameter as n8n gives it; undefined when it is hidden or not set. */
	raw(name: string): unknown {
		return this.context.getNodeParameter(name, this.index, undefined);
	}

	/** Trimmed text; numbers are taken as text. Undefined when blank. */
	text(name: string): string | undefined {
		return blankless(this.raw(name));
	}

	/** @throws InputError when blank */
	requiredText(name: string, field: string): string {
		const text = this.text(name);
		if (text === undefined)
			throw new InputError(`${field} is empty`, field, `Fill in ${field}, or check the expression.`);
		return text;
	}

	flag(name: string): boolean {
		return asFlag(this.raw(name)) ?? false;
	}

	/** A collection such as Options or Additional Fields; only what the user added is in it. */
	collection(name: string): Json {
		return asRecord(this.raw(name));
	}

	/**
	 * The mode and value of a resource locator. A plain text is taken as `id`: that is what an expression may leave.
	 * @throws InputError for an expression that n8n (2.8.4) took as text: pasted into a locator, it stays Fixed
	 */
	locator(name: string): { mode: string; value: string } {
		const raw = this.raw(name);
		const value = blankless(isRecord(raw) ? raw.value : raw) ?? '';
		if (/\{\{.*\}\}/s.test(value)) {
			throw new InputError(
				`“${shown(value)}” is an expression, but n8n took it as text`,
				undefined,
				'Hold the pointer over the field, choose Expression at its top right, and paste it again.',
			);
		}
		return { mode: (isRecord(raw) ? asText(raw.mode) : undefined) ?? 'id', value };
	}

	/** The item's own JSON. */
	json(): Json {
		return asRecord(this.context.getInputData()[this.index]?.json);
	}

	/**
	 * A JSON field, which takes text or an object.
	 * @throws InputError when the text is no JSON, or the JSON no object
	 */
	jsonObject(name: string, field: string): Json {
		const value = parsedJson(this.raw(name), field);
		if (value === undefined) return {};
		if (isRecord(value)) return value;
		throw new InputError(`${field} is JSON, but no object`, field, 'Use the form {"name": "value"}.');
	}
}

/** Text or already parsed JSON. Undefined when blank. */
export function parsedJson(raw: unknown, field: string): unknown {
	if (raw === undefined || raw === null) return undefined;
	if (typeof raw !== 'string') return raw;
	if (raw.trim() === '') return undefined;
	try {
		return JSON.parse(raw);
	} catch (fault) {
		const why = fault instanceof Error ? fault.message : String(fault);
		return raise(
			new InputError(`${field} is not valid JSON (${why})`, field, 'Check quotes, commas and brackets.'),
		);
	}
}

/** Trimmed text, undefined when blank; empty cells of a file count as not given. */
export function blankless(value: unknown): string | undefined {
	const text = asText(value)?.trim();
	return text === '' ? undefined : text;
}
