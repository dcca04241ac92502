import { returnAllFields, simplifyField } from '../../fields/common';
import { formOutput } from '../../fields/form';
import { output } from '../../fields/outputs';
import { type Portion, readPortion } from '../../fields/readPortion';
import { eachItem } from '../../runtime/eachItem';
import type { Operation } from '../../runtime/operation';

export const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many forms',
	description: 'Get many forms of the store with their questions',
	fields: [...returnAllFields('forms'), simplifyField],
	writes: false,
	execute: eachItem<Portion>({
		prepare: async (item) => readPortion(item),
		async perform({ limit, simplify }, run) {
			const forms = (await run.catalogues.forms.all()).slice(0, limit);
			if (!simplify) return forms.map(({ raw }) => output(raw));
			if (forms.some(({ value }) => value.tierIds.length > 0)) await run.tiers.all();
			return forms.map(({ value }) => formOutput(value, run.tiers));
		},
	}),
};
