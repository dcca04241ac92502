import { clock } from '../../runtime/clock';
import { ShopifyError, type ShopifyAdmin, creatorHandles } from '../../shopify';

interface Directory {
	/** Wall clock in ms. */
	at: number;
	/** Creator id → handle of the metaobject. */
	handles: ReadonlyMap<string, string>;
}

/** One a store, for orders that name no handle. */
const directories = new Map<string, Directory>();
const underWay = new Map<string, Promise<Directory>>();

const ASK_AGAIN_MS = 60_000;
/** A delivery must be answered within 5 s; a store of thousands of creators takes longer to read. */
const WAIT_MS = 2_500;

/** What was read of a store the last time, however long ago. */
export const knownHandle = (store: string, creatorId: string): string | undefined =>
	directories.get(store)?.handles.get(creatorId);

/**
 * The handle of a creator who was not known the last time. All who ask meanwhile wait for one reading; who waits too long
 * goes away, the reading goes on, and the next delivery finds it done.
 * @param patient may wait for the cost limit: nobody's answer hangs on it
 * @throws ShopifyError, also when it takes too long
 */
export async function findHandle(
	patient: () => ShopifyAdmin,
	store: string,
	creatorId: string,
	now: number,
): Promise<string | undefined> {
	const known = directories.get(store);
	if (known !== undefined && now - known.at <= ASK_AGAIN_MS) return known.handles.get(creatorId);
	const reading = underWay.get(store) ?? read(patient(), store, now);
	const gaveUp = new AbortController();
	try {
		const directory = await Promise.race([
			reading,
			clock.sleep(WAIT_MS, gaveUp.signal).then(
				() => undefined,
				() => undefined,
			),
		]);
		if (directory === undefined) {
			throw new ShopifyError('throttled', 'CreatorIdsPage', 'the creators of the store are still being read');
		}
		return directory.handles.get(creatorId);
	} finally {
		gaveUp.abort();
	}
}

function read(admin: ShopifyAdmin, store: string, now: number): Promise<Directory> {
	const reading = creatorHandles(admin)
		.then((handles) => {
			const directory = { at: now, handles };
			directories.set(store, directory);
			return directory;
		})
		.finally(() => underWay.delete(store));
	// Whoever still waits hears of a fault; when nobody does, it is nobody's.
	reading.catch(() => undefined);
	underWay.set(store, reading);
	return reading;
}
