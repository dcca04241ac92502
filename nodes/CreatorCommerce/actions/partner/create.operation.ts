import type { INodeProperties } from 'n8n-workflow';
import { InputError } from '../../api/failure';
import { createPartner } from '../../api/partner/save';
import { type PartnerFields } from '../../api/partner/fields';
import { emailKey, parseEmail } from '../../api/text';
import { writeOptions } from '../../fields/common';
import { customFieldsFields } from '../../fields/customFields';
import { partnerOutput } from '../../fields/outputs';
import { createFields } from '../../fields/partner';
import { performanceFields } from '../../fields/performance';
import { readPartnerFields } from '../../fields/readPartnerFields';
import { eachItem } from '../../runtime/eachItem';
import type { Operation } from '../../runtime/operation';

/** The three fields a new partner cannot do without; Create or Update shows them too. */
export const identityFields = (namesRequired: boolean): INodeProperties[] => [
	{
		displayName: 'Email',
		name: 'email',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. ada@example.com',
		description: 'E-mail address of the partner; a partner is known by it',
	},
	{
		displayName: 'First Name',
		name: 'firstName',
		type: 'string',
		default: '',
		required: namesRequired,
		description: namesRequired ? 'First name of the partner' : 'Needed when the partner does not exist yet',
	},
	{
		displayName: 'Last Name',
		name: 'lastName',
		type: 'string',
		default: '',
		required: namesRequired,
		description: namesRequired ? 'Last name of the partner' : 'Needed when the partner does not exist yet',
	},
];

export const create: Operation = {
	name: 'Create',
	value: 'create',
	action: 'Create partner',
	description: 'Create a partner who does not exist yet; an e-mail that is a partner already is refused',
	fields: [
		...identityFields(true),
		createFields,
		performanceFields,
		...customFieldsFields('collab'),
		writeOptions(),
	],
	writes: true,
	execute: eachItem<PartnerFields & { email: string }>({
		async prepare(item, run) {
			const email = parseEmail(item.requiredText('email', 'Email'));
			const fields = {
				...(await readPartnerFields(item, run, item.collection('additionalFields'))),
				email,
				firstName: item.requiredText('firstName', 'First Name'),
				lastName: item.requiredText('lastName', 'Last Name'),
			};
			// A second POST for the same e-mail may make a second partner (quirk 9): so look first.
			const [existing] = await run.partners.matching({ by: 'email', value: email });
			if (existing) throw alreadyThere(email, existing.collabId);
			return fields;
		},
		async perform(fields, run) {
			// The same e-mail in an earlier item of this run has made the partner meanwhile.
			const [existing] = await run.partners.matching({ by: 'email', value: fields.email });
			if (existing) throw alreadyThere(fields.email, existing.collabId);
			const { partner, existed } = await createPartner(run.api, run.partners, fields);
			if (existed) throw alreadyThere(fields.email, partner.collabId);
			return partnerOutput(partner);
		},
		target: (fields) => emailKey(fields.email),
	}),
};

const alreadyThere = (email: string, id: string): InputError =>
	new InputError(
		`${email} is a partner already (ID ${id})`,
		'Email',
		'Use Create or Update to change existing partners too.',
	);
