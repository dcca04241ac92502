import type { IDataObject } from 'n8n-workflow';
import { asFlag, asRecord, known } from '../../api/narrow';
import {
	type ConnectedIntegration,
	type IntegrationListing,
	connectedIn,
} from '../../api/readers/integration';
import { unwrap } from '../../api/readers/lists';
import { withoutSecrets } from '../../api/secrets';
import { filtersField, returnAllFields, simplifyField } from '../../fields/common';
import { output } from '../../fields/outputs';
import { type Portion, readPortion } from '../../fields/readPortion';
import { eachItem } from '../../runtime/eachItem';
import type { Operation } from '../../runtime/operation';

export const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many integrations',
	description: 'Get many integrations: which are connected to the store, and what each of them needs',
	fields: [
		...returnAllFields('integrations'),
		simplifyField,
		filtersField([
			{
				displayName: 'Only Connected',
				name: 'onlyConnected',
				type: 'boolean',
				default: true,
				description: 'Whether to leave out integrations that are not connected',
			},
		]),
	],
	writes: false,
	execute: eachItem<Portion & { onlyConnected: boolean }>({
		prepare: async (item) => ({
			...readPortion(item),
			onlyConnected: asFlag(item.collection('filters').onlyConnected) ?? false,
		}),
		async perform({ limit, simplify, onlyConnected }, run) {
			const connected = connectedIn(unwrap(await run.api.call('getChannel'), 'channel'));
			const listed = await run.catalogues.listings.all();
			// What is connected but no longer offered must not be missing.
			const unlisted = connected
				.filter(({ handle }) => !listed.some(({ value }) => value.handle === handle))
				.map(({ handle }) => ({ value: { id: handle, handle, fields: [] }, raw: { handle } }));
			return [...listed, ...unlisted]
				.map((one) => ({ ...one, link: connected.find(({ handle }) => handle === one.value.handle) }))
				.filter(({ link }) => link !== undefined || !onlyConnected)
				.slice(0, limit)
				.map(({ raw, value, link }) =>
					simplify ? simplified(value, link) : output({ ...asRecord(withoutSecrets(raw)), ...state(link) }),
				);
		},
		target: () => 'list',
	}),
};

const simplified = (listing: IntegrationListing, link: ConnectedIntegration | undefined): IDataObject =>
	output(
		known({
			handle: listing.handle,
			name: listing.title ?? link?.name ?? listing.handle,
			type: listing.type ?? link?.type,
			...state(link),
			enablementMode: listing.enablementMode,
			enablementUrl: listing.enablementUrl,
			fields: listing.fields.map((field) => known(field)),
		}),
	);

/** Names of settings only: their values are keys. */
const state = (link: ConnectedIntegration | undefined): Record<string, unknown> =>
	link === undefined
		? { isConnected: false }
		: known({ isConnected: true, isEnabled: link.isEnabled ?? true, settings: link.settings });
