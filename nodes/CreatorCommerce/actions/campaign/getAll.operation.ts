import { campaignOutput } from '../../fields/campaignOutput';
import { returnAllFields, simplifyField } from '../../fields/common';
import { output } from '../../fields/outputs';
import { type Portion, readPortion } from '../../fields/readPortion';
import { eachItem } from '../../runtime/eachItem';
import type { Operation } from '../../runtime/operation';

export const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many campaigns',
	description: 'Get many campaigns of the store with their dates, tags and tiers',
	fields: [...returnAllFields('campaigns'), simplifyField],
	writes: false,
	execute: eachItem<Portion>({
		prepare: async (item) => readPortion(item),
		async perform({ limit, simplify }, run) {
			const campaigns = (await run.catalogues.campaigns.all()).slice(0, limit);
			if (!simplify) return campaigns.map(({ raw }) => output(raw));
			if (campaigns.some(({ value }) => value.tierIds.length > 0)) await run.tiers.all();
			return campaigns.map(({ value }) => campaignOutput(value, run.tiers));
		},
	}),
};
