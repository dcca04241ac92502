/** HTTP headers by lower-case name. */
export type Headers = Readonly<Record<string, unknown>>;

/** A header's value without the blanks around it; undefined when it is missing, empty or not a text. */
export function headerOf(headers: Headers, name: string): string | undefined {
	const key = name.trim().toLowerCase();
	if (key === '' || !Object.hasOwn(headers, key)) return undefined;
	const value = headers[key];
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	return text === '' ? undefined : text;
}
