/** A list of tags with more in it: each once, upper and lower case alike, in alphabetical order. */
export function withTags(before: string[], added: string[]): string[] {
	const all = new Map<string, string>();
	for (const tag of [...before, ...added]) {
		const clean = tag.trim();
		if (clean !== '' && !all.has(clean.toLowerCase())) all.set(clean.toLowerCase(), clean);
	}
	return [...all.values()].sort((a, b) => (a < b ? -1 : 1));
}

const ORDER_TAGS_MAX = 250;
const ORDER_TAG_LENGTH = 40;

/** What is wrong with an order's tags, by Shopify's published limits; its own words for it are not known. */
export function orderTagsProblem(tags: string[]): string | undefined {
	const long = tags.find((tag) => tag.length > ORDER_TAG_LENGTH);
	if (long !== undefined) return `Tag exceeds ${ORDER_TAG_LENGTH} characters`;
	return tags.length > ORDER_TAGS_MAX ? `Tags exceed the maximum of ${ORDER_TAGS_MAX}` : undefined;
}

export function withoutTags(before: string[], removed: string[]): string[] {
	const gone = new Set(removed.map((tag) => tag.trim().toLowerCase()));
	return before.filter((tag) => !gone.has(tag.toLowerCase()));
}

export function sameTags(one: string[], other: string[]): boolean {
	return one.length === other.length && one.every((tag, index) => tag === other[index]);
}
