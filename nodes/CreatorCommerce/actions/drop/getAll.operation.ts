import type { PartnerKey } from '../../api/partner/directory';
import { rawDrop } from '../../api/drop/find';
import { returnAllFields, simplifyField } from '../../fields/common';
import { dropOutput, output } from '../../fields/outputs';
import { partnerLocator } from '../../fields/partner';
import { readLimit } from '../../fields/readPortion';
import { partnerKey } from '../../fields/readPartnerFields';
import { eachItem } from '../../runtime/eachItem';
import type { Operation } from '../../runtime/operation';

export const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many drops',
	description: 'Get many drops of a partner, in the order of the partner’s page',
	fields: [partnerLocator, ...returnAllFields('drops'), simplifyField],
	writes: false,
	execute: eachItem<{ key: PartnerKey; limit: number; simplify: boolean }>({
		prepare: async (item) => ({
			key: partnerKey(item),
			limit: item.flag('returnAll') ? Infinity : readLimit(item.raw('limit')),
			simplify: item.flag('simplify'),
		}),
		async perform({ key, limit, simplify }, run) {
			const partner = await run.partners.find(key);
			const owner = await run.drops.of(partner.collabId);
			return owner.drops
				.slice(0, limit)
				.map((drop) => (simplify ? dropOutput(drop, owner.partner) : output(rawDrop(owner, drop.id))));
		},
	}),
};
