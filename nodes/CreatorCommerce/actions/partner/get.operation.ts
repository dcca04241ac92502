import { simplifyField } from '../../fields/common';
import { output, partnerOutput } from '../../fields/outputs';
import { partnerLocator } from '../../fields/partner';
import { partnerKey } from '../../fields/readPartnerFields';
import type { PartnerKey } from '../../api/partner/directory';
import { combined } from '../../api/readers/partner';
import { eachItem } from '../../runtime/eachItem';
import type { Operation } from '../../runtime/operation';

export const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get partner',
	description: 'Get one partner with custom fields, by e-mail, handle, code or ID',
	fields: [partnerLocator, simplifyField],
	writes: false,
	execute: eachItem<{ key: PartnerKey; simplify: boolean }>({
		prepare: async (item) => ({ key: partnerKey(item), simplify: item.flag('simplify') }),
		async perform({ key, simplify }, run) {
			const found = await run.partners.find(key);
			const { partner, record } = await run.partners.readFresh(found.collabId);
			return simplify ? partnerOutput(combined(found, partner)) : output(record);
		},
	}),
};
