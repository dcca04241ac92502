import type { PartnerKey } from '../../api/partner/directory';
import { type Json, asRecord, known } from '../../api/narrow';
import { readDrop } from '../../api/readers/drop';
import { unwrap } from '../../api/readers/lists';
import { writeOptions } from '../../fields/common';
import { customFieldsFields, readCustomFieldsOf } from '../../fields/customFields';
import { dropLocator, dropUpdateFields } from '../../fields/drop';
import { output, partnerReference } from '../../fields/outputs';
import { partnerLocator } from '../../fields/partner';
import { chosen, nothingToUpdate } from '../../fields/read';
import { dropId } from '../../fields/readDropFields';
import { readMedia } from '../../fields/readMedia';
import { partnerKey } from '../../fields/readPartnerFields';
import { eachItem } from '../../runtime/eachItem';
import { blankless } from '../../runtime/item';
import type { Operation } from '../../runtime/operation';

interface Task {
	key: PartnerKey;
	id: string;
	body: Json;
}

export const update: Operation = {
	name: 'Update',
	value: 'update',
	action: 'Update drop',
	description: 'Update title, description, media or custom fields of a drop; its products stay as they are',
	fields: [partnerLocator, dropLocator, dropUpdateFields, ...customFieldsFields('drop'), writeOptions()],
	writes: true,
	execute: eachItem<Task>({
		async prepare(item, run) {
			const given = item.collection('updateFields');
			const custom = await readCustomFieldsOf(item, run.customFields, 'drop');
			const body = known({
				title: blankless(given.title),
				description: blankless(given.description),
				media: readMedia(given.media),
				formId: chosen(given.formId),
				custom: Object.keys(custom).length > 0 ? custom : undefined,
			});
			if (Object.keys(body).length === 0) throw nothingToUpdate();
			const key = partnerKey(item);
			await run.partners.find(key);
			return { key, id: dropId(item), body };
		},
		async perform({ key, id, body }, run) {
			const partner = await run.partners.find(key);
			// Only the channel's own endpoint takes media.
			const endpoint = 'media' in body ? 'updateChannelDrop' : 'updateDrop';
			// An ID may have been the creator's.
			let owner = partner.collabId;
			const answer = await run.partners.withCollabId(partner.collabId, async (collabId) => {
				owner = collabId;
				return await run.api.call(endpoint, { path: { collabId, dropId: id }, body });
			});
			const drop = readDrop(unwrap(answer, 'drop'));
			const record = asRecord(unwrap(answer, 'drop'));
			return output(
				known({
					id: drop?.id ?? id,
					title: drop?.title,
					description: drop?.description,
					media: drop && drop.mediaUrls.length > 0 ? drop.mediaUrls : undefined,
					partner: partnerReference({ ...partner, collabId: owner }),
					updatedAt: record.updatedAt,
				}),
			);
		},
		target: (task) => task.id,
	}),
};
