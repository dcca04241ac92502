/** A list of tags with more in it: each once, upper and lower case alike, in alphabetical order. */
export function withTags(before: string[], added: string[]): string[] {
	const all = new Map<string, string>();
	for (const tag of [...before, ...added]) {
		const clean = tag.trim();
		if (clean !== '' && !all.has(clean.toLowerCase())) all.set(clean.toLowerCase(), clean);
	}
	return [...all.values()].sort((a, b) => (a < b ? -1 : 1));
}

export function withoutTags(before: string[], removed: string[]): string[] {
	const gone = new Set(removed.map((tag) => tag.trim().toLowerCase()));
	return before.filter((tag) => !gone.has(tag.toLowerCase()));
}

export function sameTags(one: string[], other: string[]): boolean {
	return one.length === other.length && one.every((tag, index) => tag === other[index]);
}
