import type { IDataObject } from 'n8n-workflow';
import { compare } from '../../api/partner/compare';
import type { InputError } from '../../api/failure';
import { changesBetween, lackOf, onlyChanged, type PartnerFields } from '../../api/partner/fields';
import { createPartner, updatePartner } from '../../api/partner/save';
import { emailKey, parseEmail } from '../../api/text';
import { writeOptions } from '../../fields/common';
import { customFieldsFields } from '../../fields/customFields';
import { changesOutput, partnerOutput } from '../../fields/outputs';
import { upsertFields } from '../../fields/partner';
import { performanceFields } from '../../fields/performance';
import { readPartnerFields } from '../../fields/readPartnerFields';
import { eachItem } from '../../runtime/eachItem';
import type { Operation } from '../../runtime/operation';
import type { Run } from '../../runtime/run';
import { identityFields } from './create.operation';

interface Task {
	fields: PartnerFields & { email: string };
	/** Nobody had the e-mail before the run. */
	isNew: boolean;
}

export const upsert: Operation = {
	name: 'Create or Update',
	value: 'upsert',
	action: 'Create or update partner',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	fields: [
		...identityFields(false),
		upsertFields,
		performanceFields,
		...customFieldsFields('collab'),
		writeOptions(),
	],
	writes: true,
	execute: eachItem<Task>({
		async prepare(item, run) {
			const email = parseEmail(item.requiredText('email', 'Email'));
			const fields = {
				...(await readPartnerFields(item, run, item.collection('updateFields'))),
				email,
				...optional('firstName', item.text('firstName')),
				...optional('lastName', item.text('lastName')),
			};
			const existing = await run.partners.matching({ by: 'email', value: email });
			return { fields, isNew: existing.length === 0 };
		},
		refuse: newWithoutNames,
		perform: async ({ fields }, run) => await save(fields, run),
		target: ({ fields }) => emailKey(fields.email),
	}),
};

/** Rows that would have to create somebody and lack a name; an earlier row for the same e-mail may be the one that creates. */
function newWithoutNames(rows: Array<{ index: number; task: Task }>): Map<number, InputError> {
	const made = new Set<string>();
	const faults = new Map<number, InputError>();
	for (const { index, task } of rows) {
		const key = emailKey(task.fields.email);
		if (!task.isNew || made.has(key)) continue;
		const lack = lackOf(task.fields);
		if (lack === undefined) made.add(key);
		else faults.set(index, lack);
	}
	return faults;
}

async function save(fields: PartnerFields & { email: string }, run: Run): Promise<IDataObject> {
	const key = { by: 'email', value: fields.email } as const;
	const existing = (await run.partners.matching(key)).length > 0 ? await run.partners.find(key) : undefined;
	if (existing === undefined) {
		const changes = changesBetween({ collabId: '', creatorPopulated: true }, fields);
		const { partner, existed } = await createPartner(run.api, run.partners, fields);
		// Another row or execution was first: now there is a partner to compare with.
		if (existed) return await save(fields, run);
		return withStatus('created', changesOutput(changes, run.tiers), partnerOutput(partner));
	}
	const { has, changes } = await compare(run.partners, existing, fields);
	if (changes.length === 0) return withStatus('unchanged', [], partnerOutput(has));
	const updated = await updatePartner(run.api, has, onlyChanged(fields, changes, has));
	run.partners.forget(key);
	return withStatus('updated', changesOutput(changes, run.tiers), partnerOutput(updated));
}

const withStatus = (status: string, changes: IDataObject[], partner: IDataObject): IDataObject => ({
	status,
	changes,
	...partner,
});

const optional = <K extends string>(name: K, value: string | undefined) =>
	(value === undefined ? {} : { [name]: value }) as Partial<Record<K, string>>;
