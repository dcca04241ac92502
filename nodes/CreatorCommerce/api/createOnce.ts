import { type Catalogue, type Entry, type Named, titleKey } from './catalogue';
import type { UnifiedApi } from './client';
import type { EndpointId } from './endpoints';
import { InputError } from './failure';
import type { Json } from './narrow';
import { oneCreationAtATime } from './partner/creations';
import { shown } from './text';

/** What a create came to. `alreadyThere`: one with the same title was used, and nothing was written. */
export interface Creation<T> {
	status: 'created' | 'alreadyThere';
	entry: Entry<T>;
}

/**
 * Creates a campaign or form. Where no answer came, the list is looked at for a record with this title that was not there
 * before, so that it is not made twice. Rows with one title must come one after the other.
 * @param answered reads the answer of the create
 * @param matchOnTitle use one that has the title already
 * @throws ApiError, NotSentError; InputError when it cannot be told what was made
 */
export async function createOnce<T extends Named>(
	api: UnifiedApi,
	catalogue: Catalogue<T>,
	endpoint: EndpointId,
	body: Json & { title: string },
	answered: (answer: unknown) => Entry<T> | undefined,
	matchOnTitle: boolean,
): Promise<Creation<T>> {
	const existing = async (): Promise<Creation<T> | undefined> => {
		const [entry] = matchOnTitle ? await catalogue.titled(body.title) : [];
		return entry && { status: 'alreadyThere', entry };
	};
	const key = `${api.shopDomain} ${endpoint} ${titleKey(body.title)}`;
	return (
		(await existing()) ??
		(await oneCreationAtATime(api, key, catalogue.execution, async (triedBefore) => {
			// Another execution may have made it since the list was read.
			if (triedBefore) await catalogue.again();
			return (await existing()) ?? (await post(api, catalogue, endpoint, body, answered));
		}))
	);
}

async function post<T extends Named>(
	api: UnifiedApi,
	catalogue: Catalogue<T>,
	endpoint: EndpointId,
	body: Json & { title: string },
	answered: (answer: unknown) => Entry<T> | undefined,
): Promise<Creation<T>> {
	const before = new Set((await catalogue.all()).map(({ value }) => value.id));
	let seen: Entry<T> | undefined;
	const look = async (): Promise<Entry<T> | undefined> =>
		(await catalogue.again()).find(
			({ value }) => !before.has(value.id) && titleKey(value.title ?? '') === titleKey(body.title),
		);
	const answer = await api.call(endpoint, {
		body,
		lookFirst: async () => {
			seen = await look();
			return seen === undefined ? 'absent' : { found: undefined };
		},
	});
	const entry = seen ?? answered(answer) ?? (await look());
	if (entry === undefined) {
		throw new InputError(
			`CreatorCommerce took “${shown(body.title)}”, but names no ID for it`,
			'Title',
			'Look in CreatorCommerce whether it is there before you run the row again.',
		);
	}
	catalogue.add(entry);
	return { status: 'created', entry };
}
