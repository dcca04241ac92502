import type { PartnerKey } from '../../api/partner/directory';
import { type PartnerFields, isEmpty } from '../../api/partner/fields';
import { withWholeDiscount } from '../../api/partner/compare';
import { updatePartner } from '../../api/partner/save';
import { writeOptions } from '../../fields/common';
import { customFieldsFields } from '../../fields/customFields';
import { partnerOutput } from '../../fields/outputs';
import { partnerLocator, updateFields } from '../../fields/partner';
import { performanceFields } from '../../fields/performance';
import { nothingToUpdate } from '../../fields/read';
import { partnerKey, readPartnerFields } from '../../fields/readPartnerFields';
import { eachItem } from '../../runtime/eachItem';
import type { Operation } from '../../runtime/operation';

interface Task {
	key: PartnerKey;
	fields: PartnerFields;
	/** The collab id, or the id as given: it may be the creator's. */
	id: string;
}

export const update: Operation = {
	name: 'Update',
	value: 'update',
	action: 'Update partner',
	description: 'Update the given fields of a partner; fields left empty stay as they are',
	fields: [partnerLocator, updateFields, performanceFields, ...customFieldsFields('collab'), writeOptions()],
	writes: true,
	execute: eachItem<Task>({
		async prepare(item, run) {
			const key = partnerKey(item);
			const fields = await readPartnerFields(item, run, item.collection('updateFields'));
			if (isEmpty(fields)) throw nothingToUpdate();
			return { key, fields, id: (await run.partners.find(key)).collabId };
		},
		async perform({ key, fields, id }, run) {
			const found = key.by === 'id' ? undefined : await run.partners.find(key);
			const updated = await run.partners.withCollabId(id, async (collabId) => {
				const has = { creatorPopulated: false, ...found, collabId };
				return await updatePartner(run.api, has, await withWholeDiscount(run.partners, has, fields));
			});
			return partnerOutput(updated);
		},
		target: (task) => task.id,
	}),
};
