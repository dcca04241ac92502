import {
	changesBetween,
	needsFullRecord,
	onlyChanged,
	type FieldChange,
	type PartnerFields,
} from '../../api/partner/fields';
import { createPartner, updatePartner } from '../../api/partner/save';
import { combined } from '../../api/readers/partner';
import { emailKey, parseEmail } from '../../api/text';
import { writeOptions } from '../../fields/common';
import { customFieldsFields } from '../../fields/customFields';
import { output, partnerOutput } from '../../fields/outputs';
import { upsertFields } from '../../fields/partner';
import { readPartnerFields } from '../../fields/readPartnerFields';
import { eachItem } from '../../runtime/eachItem';
import type { Operation } from '../../runtime/operation';
import { identityFields } from './create.operation';

export const upsert: Operation = {
	name: 'Create or Update',
	value: 'upsert',
	action: 'Create or update partner',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	fields: [...identityFields(false), upsertFields, ...customFieldsFields('collab'), writeOptions()],
	writes: true,
	execute: eachItem<PartnerFields & { email: string }>({
		async prepare(item, run) {
			const email = parseEmail(item.requiredText('email', 'Email'));
			const fields = {
				...(await readPartnerFields(item, run, item.collection('updateFields'))),
				email,
				...optional('firstName', item.text('firstName')),
				...optional('lastName', item.text('lastName')),
			};
			await run.partners.matching({ by: 'email', value: email });
			return fields;
		},
		async perform(fields, run) {
			const key = { by: 'email', value: fields.email } as const;
			const existing =
				(await run.partners.matching(key)).length > 0 ? await run.partners.find(key) : undefined;
			if (existing === undefined) {
				const changes = changesBetween({ collabId: '', creatorPopulated: true }, fields);
				const partner = await createPartner(run.api, run.partners, fields);
				return withStatus('created', changes, partnerOutput(partner));
			}
			const has = needsFullRecord(existing, fields)
				? combined(existing, (await run.partners.readFresh(existing.collabId)).partner)
				: existing;
			const changes = changesBetween(has, fields);
			if (changes.length === 0) return withStatus('unchanged', changes, partnerOutput(has));
			const updated = await updatePartner(run.api, has, onlyChanged(fields, changes, has));
			run.partners.forget(key);
			return withStatus('updated', changes, partnerOutput(updated));
		},
		target: (fields) => emailKey(fields.email),
	}),
};

const withStatus = (status: string, changes: FieldChange[], partner: ReturnType<typeof partnerOutput>) =>
	output({ status, changes, ...partner });

const optional = <K extends string>(name: K, value: string | undefined) =>
	(value === undefined ? {} : { [name]: value }) as Partial<Record<K, string>>;
