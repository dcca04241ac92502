import type { UnifiedApi } from './client';
import { InputError, raise } from './failure';
import { type CustomFieldDefinition, readCustomFieldDefinitions } from './readers/lists';
import { asFlag, asNumber, isRecord } from './narrow';
import { mediaObject } from './readers/media';
import { mediaUrl } from './readers/partner';
import { sameUrl, shown } from './text';

export type CustomFieldOwner = 'collab' | 'drop' | 'enhancement';

const FIELD = 'Custom Fields';

/** The custom fields a store has defined, read once an execution; and what users may call them. */
export class CustomFieldDirectory {
	private definitions?: Promise<CustomFieldDefinition[]>;

	constructor(private readonly api: UnifiedApi) {}

	async all(owner: CustomFieldOwner): Promise<CustomFieldDefinition[]> {
		this.definitions ??= this.api.call('getChannelCustomFieldDefinitions').then(readCustomFieldDefinitions);
		this.definitions.catch(() => (this.definitions = undefined));
		return (await this.definitions).filter((definition) => definition.ownerType === owner);
	}

	/**
	 * Custom fields as a user gave them, by handle (with or without `cc-`) or name, as handle → value with the type the
	 * definition asks for. Undefined and blank values are left out.
	 * @throws InputError naming the field that is not defined, or whose value does not fit its type
	 */
	async resolve(given: Record<string, unknown>, owner: CustomFieldOwner): Promise<Record<string, unknown>> {
		const entries = Object.entries(given).filter(
			([, value]) =>
				value !== undefined && value !== null && !(typeof value === 'string' && value.trim() === ''),
		);
		if (entries.length === 0) return {};
		const definitions = await this.all(owner);
		const resolved: Record<string, unknown> = {};
		for (const [name, value] of entries) {
			const definition = definitionFor(definitions, name);
			if (!definition) {
				const handles = definitions.map((known) => known.handle).join(', ');
				throw new InputError(
					`This store has no ${owner === 'collab' ? 'partner' : owner} custom field “${shown(name)}”`,
					FIELD,
					`It has: ${handles || 'none'}. Define the field in CreatorCommerce first.`,
				);
			}
			resolved[definition.handle] = fitted(value, definition);
		}
		return resolved;
	}
}

/** Days and months are told apart by their place only in ISO texts: 02/03/2026 can be read twice, and is refused. */
const ISO_DATE = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?$/;
/** A smaller number is no moment in milliseconds but a sheet's day number, such as 46348. */
const LEAST_MOMENT_MS = 1e10;

/** Undefined for what is no moment. */
function momentOf(value: unknown): Date | undefined {
	const is =
		typeof value === 'string'
			? ISO_DATE.test(value.trim())
			: typeof value === 'number' && Math.abs(value) >= LEAST_MOMENT_MS;
	const time = is ? new Date(typeof value === 'string' ? value.trim() : Number(value)) : undefined;
	return time === undefined || Number.isNaN(time.getTime()) ? undefined : time;
}

export function definitionFor(
	definitions: CustomFieldDefinition[],
	name: string,
): CustomFieldDefinition | undefined {
	const wanted = name.trim().toLowerCase();
	return (
		definitions.find((known) => known.handle.toLowerCase() === wanted) ??
		definitions.find((known) => known.handle.toLowerCase() === `cc-${wanted}`) ??
		definitions.find((known) => known.name.trim().toLowerCase() === wanted)
	);
}

/**
 * The value with the type its custom field asks for.
 * @param field the display name of the parameter the value came by
 * @throws InputError when it does not fit
 */
export function fitted(value: unknown, { type, name }: CustomFieldDefinition, field = FIELD): unknown {
	const unfit = (wanted: string): InputError =>
		new InputError(
			`“${shown(textOf(value))}” does not fit the custom field ${name}`,
			field,
			`Give ${wanted}.`,
		);
	if (type === 'number_integer' || type === 'number_decimal') {
		const number = typeof value === 'string' ? Number(value.trim()) : value;
		if (typeof number !== 'number' || !Number.isFinite(number)) throw unfit('a number');
		if (type === 'number_integer' && !Number.isInteger(number)) throw unfit('a whole number');
		return number;
	}
	if (type === 'boolean') {
		if (typeof value === 'boolean') return value;
		// Sheets and CSV exports write TRUE.
		const flag = asFlag(typeof value === 'string' ? value.trim().toLowerCase() : value);
		if (flag !== undefined) return flag;
		throw unfit('true or false');
	}
	if (type === 'date_time') {
		const time = momentOf(value);
		if (time === undefined) throw unfit('a date such as 2026-11-22 or 2026-11-22T09:00:00Z');
		return typeof value === 'string' ? value.trim() : time.toISOString();
	}
	if (type === 'media') return mediaObject(value) ?? value;
	if (type === 'list.media')
		return (Array.isArray(value) ? value : [value]).map((entry: unknown) => mediaObject(entry) ?? entry);
	if (type.startsWith('list.')) return Array.isArray(value) ? value : [value];
	if (type === 'single_line_text_field' || type === 'multi_line_text_field') {
		if (typeof value === 'object') throw unfit('a text');
		return String(value);
	}
	return value;
}

/**
 * Whether a stored value is what was given. Stored values may come as text (numbers, booleans) and media as objects at a
 * new address: a picture once stored cannot be compared with where it came from, and is taken as equal.
 */
export function sameCustomValue(stored: unknown, given: unknown): boolean {
	if (stored === undefined) return false;
	if (stored === null) return given === null;
	if (isRecord(stored) && mediaUrl(stored) !== undefined && 'mimeType' in stored) return true;
	if (Array.isArray(stored) && Array.isArray(given)) {
		return stored.length === given.length && stored.every((entry, at) => sameCustomValue(entry, given[at]));
	}
	if (typeof stored === 'string' && typeof given === 'string') {
		return (
			stored === given ||
			(/^https?:/.test(given) && sameUrl(stored, given)) ||
			stored.normalize() === given.normalize() ||
			(MOMENT.test(stored) && MOMENT.test(given) && Date.parse(stored) === Date.parse(given))
		);
	}
	if (typeof stored === 'object' || typeof given === 'object') return canonical(stored) === canonical(given);
	if (typeof given === 'number') return asNumber(stored) === given;
	return String(stored) === String(given);
}

/** A moment with its time zone, or a day, whose first moment is meant: the same one can be written in several ways. */
const MOMENT = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/;

/** JSON with sorted keys; a text that holds JSON is read first. */
function canonical(value: unknown): string {
	const parsed = typeof value === 'string' ? parsedOrText(value) : value;
	return JSON.stringify(parsed, (_, inner: unknown) =>
		isRecord(inner)
			? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
			: inner,
	);
}

function parsedOrText(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (fault) {
		if (fault instanceof SyntaxError) return text;
		return raise(fault);
	}
}

const textOf = (value: unknown): string =>
	typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
