import type { IDataObject } from 'n8n-workflow';
import { NoSuchPartnerError, raise } from '../../api/failure';
import type { PartnerDirectory, PartnerKey } from '../../api/partner/directory';
import { combined } from '../../api/readers/partner';
import { simplifyField } from '../../fields/common';
import { output, partnerOutput } from '../../fields/outputs';
import { partnerLocator } from '../../fields/partner';
import { partnerKey } from '../../fields/readPartnerFields';
import { eachItem } from '../../runtime/eachItem';
import type { Operation } from '../../runtime/operation';

interface Task {
	key: PartnerKey;
	simplify: boolean;
	/** An unknown partner is an answer, not a failure. */
	tells: boolean;
}

export const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get partner',
	description: 'Get one partner with custom fields, by e-mail, handle, code or ID',
	fields: [
		partnerLocator,
		simplifyField,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				{
					displayName: 'If Not Found',
					name: 'ifNotFound',
					type: 'options',
					default: 'fail',
					options: [
						{ name: 'Fail', value: 'fail', description: 'The item fails with a message' },
						{
							name: 'Say So',
							value: 'tell',
							description: 'The item comes out with “found” false, and partners who exist with “found” true',
						},
					],
					description: 'What to do when nobody has this e-mail, handle, code or ID',
				},
			],
		},
	],
	writes: false,
	execute: eachItem<Task>({
		prepare: async (item) => ({
			key: partnerKey(item),
			simplify: item.flag('simplify'),
			tells: item.collection('options').ifNotFound === 'tell',
		}),
		async perform({ key, simplify, tells }, run) {
			if (!tells) return await partnerOf(run.partners, key, simplify);
			try {
				return { found: true, ...(await partnerOf(run.partners, key, simplify)) };
			} catch (fault) {
				if (!(fault instanceof NoSuchPartnerError)) return raise(fault);
				return { found: false, [key.by]: key.value };
			}
		},
	}),
};

async function partnerOf(
	partners: PartnerDirectory,
	key: PartnerKey,
	simplify: boolean,
): Promise<IDataObject> {
	const found = await partners.find(key);
	const { partner, record } = await partners.readFresh(found.collabId);
	return simplify ? partnerOutput(combined(found, partner)) : output(record);
}
