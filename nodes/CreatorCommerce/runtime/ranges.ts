/** Item indexes (from 0) as a person reads them (from 1): "items 1–3, 7 and 9". Long lists are cut. */
export function listOfItems(indexes: number[]): string {
	const ranges: string[] = [];
	for (let at = 0; at < indexes.length;) {
		let end = at;
		while ((indexes[end + 1] ?? -1) === (indexes[end] ?? 0) + 1) end += 1;
		const [from, to] = [(indexes[at] ?? 0) + 1, (indexes[end] ?? 0) + 1];
		ranges.push(from === to ? `${from}` : `${from}–${to}`);
		at = end + 1;
	}
	const shown = ranges.slice(0, MOST_RANGES);
	const rest = ranges.length - shown.length;
	const word = indexes.length === 1 ? 'item' : 'items';
	if (rest > 0) return `${word} ${shown.join(', ')} and more`;
	const last = shown.pop();
	return shown.length > 0 ? `${word} ${shown.join(', ')} and ${last}` : `${word} ${last ?? ''}`;
}

const MOST_RANGES = 10;
