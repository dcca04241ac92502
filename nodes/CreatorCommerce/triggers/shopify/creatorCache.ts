import type { Creator } from './fields';

interface Entry {
	/** Wall clock in ms. */
	at: number;
	creator: Promise<Creator | undefined>;
}

/** A sale of one partner comes as a hundred orders within seconds: one question does for all of them. */
const TRUSTED_MS = 10_000;
/** Beyond so many the oldest go. */
const MOST = 1_000;

const entries = new Map<string, Entry>();

/**
 * A creator read a moment ago, or being read just now; otherwise reads. Nobody and a fault are not remembered.
 * @param now wall clock in ms
 */
export async function creatorOnce(
	store: string,
	handle: string,
	now: number,
	read: () => Promise<Creator | undefined>,
): Promise<Creator | undefined> {
	const key = `${store}/${handle}`;
	const known = entries.get(key);
	if (known !== undefined && now - known.at < TRUSTED_MS) return await known.creator;
	const entry = { at: now, creator: read() };
	entries.delete(key);
	entries.set(key, entry);
	const [oldest] = entries.keys();
	if (entries.size > MOST && oldest !== undefined) entries.delete(oldest);
	const forget = (): void => {
		if (entries.get(key) === entry) entries.delete(key);
	};
	entry.creator.then((creator) => creator ?? forget(), forget);
	return await entry.creator;
}

export const forgetCreators = (): void => entries.clear();
