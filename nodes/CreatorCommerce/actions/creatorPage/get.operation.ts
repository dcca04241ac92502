import { InputError } from '../../api/failure';
import { asRecord } from '../../api/narrow';
import { shown } from '../../api/text';
import { simplifyField } from '../../fields/common';
import {
	type PageKey,
	creatorPageLocator,
	handleFor,
	pageKey,
	readThroughOption,
	readerOf,
} from '../../fields/creatorPage';
import { creatorPageOutput } from '../../fields/creatorPageOutput';
import { output } from '../../fields/outputs';
import { withoutCreatorCommerce } from '../../fields/stores';
import { eachItem } from '../../runtime/eachItem';
import type { ShopifyOperation } from '../../runtime/operation';
import type { ShopifyRun } from '../../runtime/run';
import { type Reader, pageByHandle, pageById } from '../../shopify/creatorPage/find';
import { readCreatorPage } from '../../shopify/creatorPage/read';
import { optionsField } from './options';

interface Task {
	key: PageKey;
	reader: Reader;
	simplify: boolean;
}

export const get: ShopifyOperation = {
	name: 'Get',
	value: 'get',
	action: 'Get creator page',
	description: 'Get the page of one creator from Shopify, with drops and products unpacked',
	stores: 'shopify',
	fields: [creatorPageLocator, simplifyField, optionsField(readThroughOption), withoutCreatorCommerce()],
	writes: false,
	execute: eachItem<Task, ShopifyRun>({
		prepare: async (item, run) => ({
			key: pageKey(item),
			reader: await readerOf(item, run),
			simplify: item.flag('simplify'),
		}),
		async perform({ key, reader, simplify }) {
			const node = await find(reader, key);
			const page = readCreatorPage(node);
			if (page === undefined) throw notThere(key, reader);
			return simplify ? creatorPageOutput(page) : output(asRecord(node));
		},
	}),
};

async function find(reader: Reader, key: PageKey): Promise<unknown> {
	if (key.by === 'metaobject') return await pageById(reader, key.value);
	const handle = await handleFor(reader, key);
	return handle === undefined ? undefined : await pageByHandle(reader, handle);
}

const notThere = ({ by, given }: PageKey, { api }: Reader): InputError =>
	new InputError(
		`No creator page has the ${WORDS[by]} ${shown(given)}`,
		'Creator Page',
		api === 'storefront'
			? 'Check it. The Storefront API only gives pages that the store shows to everybody: set Read Through to Admin API to see the others.'
			: 'Check it. A creator gets a page at the first sign-in to CreatorCommerce.',
	);

const WORDS = { handle: 'handle', metaobject: 'ID', creator: 'ID', email: 'e-mail' } as const;
