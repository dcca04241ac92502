import type { INodeProperties } from 'n8n-workflow';
import { apiIdFrom } from '../api/ids';
import { InputError } from '../api/failure';
import { emailKey, parseEmail, shown } from '../api/text';
import type { Item } from '../runtime/item';
import type { ShopifyRun } from '../runtime/run';
import { type CreatorName, readCreatorNames } from '../shopify/creatorDirectory';
import { type Reader, namesDocument } from '../shopify/creatorPage/find';

export const creatorPageLocator: INodeProperties = {
	displayName: 'Creator Page',
	name: 'creatorPage',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The page of a creator in the Shopify store',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a creator page…',
			typeOptions: { searchListMethod: 'searchCreatorPages', searchable: true },
		},
		{
			displayName: 'By Handle',
			name: 'handle',
			type: 'string',
			placeholder: 'e.g. ada-lovelace',
			hint: 'The last part of the page’s address; the whole address is taken too',
		},
		{
			displayName: 'By Email',
			name: 'email',
			type: 'string',
			placeholder: 'e.g. ada@example.com',
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 68d482d502627cba69150a33',
			hint: 'The creator ID, the collab ID, or the number of the Shopify metaobject',
		},
	],
};

export const readThroughOption: INodeProperties = {
	displayName: 'Read Through',
	name: 'readThrough',
	type: 'options',
	default: 'automatic',
	options: [
		{ name: 'Admin API', value: 'admin', description: 'With the app’s own access: every creator page' },
		{
			name: 'Automatic',
			value: 'automatic',
			description: 'Storefront API if the credential has a Storefront token, else Admin API',
		},
		{
			name: 'Storefront API',
			value: 'storefront',
			description: 'With the Storefront token: what the store shows to everybody',
		},
	],
	description: 'Which of Shopify’s APIs to read creator pages with',
};

/** @throws InputError when the Storefront API is asked for without a token */
export async function readerOf(item: Item, run: ShopifyRun): Promise<Reader> {
	const { readThrough } = item.collection('options');
	const storefront = readThrough === 'admin' ? undefined : await run.storefront();
	if (storefront !== undefined) return { client: storefront, api: 'storefront' };
	if (readThrough === 'storefront') {
		throw new InputError(
			'The Shopify credential has no Storefront token',
			'Read Through',
			'Fill in Storefront Token in the credential, or choose Admin API.',
		);
	}
	return { client: await run.shopify(), api: 'admin' };
}

/** How a page is asked for: by the handle or the number of the metaobject, or by somebody who has to be looked up. */
export type PageKey =
	| { by: 'handle' | 'metaobject'; value: string; given: string }
	| { by: 'creator' | 'email'; value: string; given: string };

/** @throws InputError when it names no page */
export function pageKey(item: Item): PageKey {
	const { mode, value } = item.locator('creatorPage');
	const given = value;
	if (value === '') {
		throw new InputError(
			'No creator page is chosen',
			'Creator Page',
			'Choose a creator page, or check the expression.',
		);
	}
	if (mode === 'email') return { by: 'email', value: emailKey(parseEmail(value, 'Creator Page')), given };
	if (mode === 'handle' || mode === 'list') return { by: 'handle', value: handleIn(value), given };
	const id = apiIdFrom(value);
	if (id !== undefined) return { by: 'creator', value: id, given };
	const number = /^(?:gid:\/\/shopify\/Metaobject\/)?(\d{1,20})(?:\?.*)?$/.exec(value)?.[1];
	if (number !== undefined) return { by: 'metaobject', value: number, given };
	throw new InputError(
		`“${shown(value)}” is not the ID of a creator page`,
		'Creator Page',
		value.includes('@')
			? 'This looks like an e-mail address: choose By Email instead of By ID.'
			: 'Use the creator ID, the collab ID, or gid://shopify/Metaobject/….',
	);
}

/** The handle, out of an address such as https://brand.com/pages/creator/ada?ref=1 */
const handleIn = (value: string): string =>
	(/\/pages\/[^/\s]+\/([^/?#\s]+)/.exec(value)?.[1] ?? value.replace(/^@/, '')).toLowerCase();

const known = new WeakMap<Reader['client'], Promise<Map<string, CreatorName>>>();

/** The handle of somebody's page; who is who is read once an execution. @throws ShopifyError */
export async function handleFor(reader: Reader, key: PageKey): Promise<string | undefined> {
	if (key.by === 'handle') return key.value;
	const names = known.get(reader.client) ?? readCreatorNames(reader.client, namesDocument(reader));
	known.set(reader.client, names);
	names.catch(() => known.delete(reader.client));
	for (const { creatorId, collabId, email, pageHandle } of (await names).values()) {
		const fits =
			key.by === 'email'
				? email !== undefined && emailKey(email) === key.value
				: creatorId === key.value || collabId === key.value;
		if (fits) return pageHandle;
	}
	return undefined;
}
