import type { PartnerKey } from '../../api/partner/directory';
import { rawDrop, theDrop } from '../../api/drop/find';
import { simplifyField } from '../../fields/common';
import { dropLocator } from '../../fields/drop';
import { dropOutput, output } from '../../fields/outputs';
import { partnerLocator } from '../../fields/partner';
import { dropId } from '../../fields/readDropFields';
import { partnerKey } from '../../fields/readPartnerFields';
import { eachItem } from '../../runtime/eachItem';
import type { Operation } from '../../runtime/operation';

export const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get drop',
	description: 'Get one drop of a partner with its products and what the partner says about each',
	fields: [partnerLocator, dropLocator, simplifyField],
	writes: false,
	execute: eachItem<{ key: PartnerKey; id: string; simplify: boolean }>({
		prepare: async (item) => ({ key: partnerKey(item), id: dropId(item), simplify: item.flag('simplify') }),
		async perform({ key, id, simplify }, run) {
			const partner = await run.partners.find(key);
			const owner = await run.drops.of(partner.collabId);
			const drop = theDrop(owner, id);
			return simplify ? dropOutput(drop, owner.partner) : output(rawDrop(owner, id));
		},
	}),
};
