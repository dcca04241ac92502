import { InputError, raise } from './failure';
import { asText, isRecord } from './narrow';

/**
 * Several short texts as users give them: separated by commas or lines, a JSON list, or a list out of an expression. Blanks
 * and repeats are left out.
 * @returns undefined when nothing was given
 * @throws InputError when an entry is no text
 */
export function parseTexts(given: unknown, field: string): string[] | undefined {
	if (given === undefined || given === null || given === '') return undefined;
	const listed = Array.isArray(given) ? given : fromText(given, field);
	const texts = listed.map((entry: unknown) => {
		if (entry === null || entry === '') return '';
		const text = isRecord(entry) ? (asText(entry.id) ?? asText(entry._id)) : asText(entry);
		if (text !== undefined) return text.trim();
		throw new InputError(
			`${field} holds something that is no text`,
			field,
			'Give texts, separated by commas.',
		);
	});
	const kept = [...new Set(texts.filter((text) => text !== ''))];
	return kept.length > 0 ? kept : undefined;
}

function fromText(given: unknown, field: string): unknown[] {
	const text = asText(given);
	if (text === undefined)
		throw new InputError(`${field} is no list of texts`, field, 'Give texts, separated by commas.');
	if (text.trim().startsWith('[')) {
		try {
			const parsed: unknown = JSON.parse(text);
			if (Array.isArray(parsed)) return parsed;
		} catch (fault) {
			const why = fault instanceof Error ? fault.message : String(fault);
			return raise(
				new InputError(
					`${field} begins like a JSON list, but is none (${why})`,
					field,
					'Check quotes, commas and brackets.',
				),
			);
		}
	}
	return text.split(/[\n,]+/);
}
