import type { IDataObject } from 'n8n-workflow';
import type { PartnerKey } from '../../api/partner/directory';
import { InputError, isNotFound, raise } from '../../api/failure';
import { asRecord, asText, idOf } from '../../api/narrow';
import { theDrop } from '../../api/drop/find';
import { unwrap } from '../../api/readers/lists';
import type { Partner } from '../../api/readers/partner';
import { dropLocator } from '../../fields/drop';
import { output, partnerReference } from '../../fields/outputs';
import { partnerLocator } from '../../fields/partner';
import { dropId } from '../../fields/readDropFields';
import { partnerKey } from '../../fields/readPartnerFields';
import { eachItem } from '../../runtime/eachItem';
import type { Operation } from '../../runtime/operation';
import type { Run } from '../../runtime/run';

export const getCheckoutUrl: Operation = {
	name: 'Get Checkout URL',
	value: 'getCheckoutUrl',
	action: 'Get checkout URL of drop',
	description: 'Get a link that opens the store’s cart with all products of a drop, credited to the partner',
	fields: [partnerLocator, dropLocator],
	writes: false,
	execute: eachItem<{ key: PartnerKey; id: string }>({
		prepare: async (item) => ({ key: partnerKey(item), id: dropId(item) }),
		async perform({ key, id }, run) {
			const partner = await run.partners.find(key);
			const creatorId = partner.creatorId ?? (await creatorOf(run, partner.collabId));
			const answer = await run.api
				.call('generateDropCheckoutUrl', { path: { creatorId, dropId: id } })
				.catch(async (fault: unknown) => {
					// "Failed to …" does not tell what is wrong: the partner's drops do.
					if (isNotFound(fault)) theDrop(await run.drops.of(partner.collabId), id);
					return raise(fault);
				});
			const url = asText(asRecord(asRecord(answer).data).cartUrl);
			if (url === undefined) {
				throw new InputError(
					'CreatorCommerce answered without a checkout URL',
					'Drop',
					'Check that the drop has products that are for sale.',
				);
			}
			return output({ url, dropId: id, partner: referenceTo(partner, creatorId) });
		},
	}),
};

/** Where the ID given was the creator's, nothing told the collab's. */
const referenceTo = (partner: Partner, creatorId: string): IDataObject => {
	const { id, ...rest } = partnerReference({ ...partner, creatorId });
	return id === creatorId ? rest : { id, ...rest };
};

/** This endpoint needs the creator id. An id that is no collab's is taken for the creator's own: the request will tell. */
async function creatorOf(run: Run, id: string): Promise<string> {
	try {
		const answer = await run.api.call('getChannelCollab', { path: { collabId: id } });
		return idOf(asRecord(unwrap(answer, 'collab')).creator) ?? id;
	} catch (fault) {
		if (isNotFound(fault)) return id;
		return raise(fault);
	}
}
