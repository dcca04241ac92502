import { filtersField, returnAllFields, simplifyField } from '../../fields/common';
import { OWNER_TYPES, definitionOutput } from '../../fields/customFieldDefinition';
import { output } from '../../fields/outputs';
import { type Portion, readPortion } from '../../fields/readPortion';
import { eachItem } from '../../runtime/eachItem';
import { blankless } from '../../runtime/item';
import type { Operation } from '../../runtime/operation';

export const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many custom fields',
	description: 'Get many custom fields that the store has defined, with their handles and types',
	fields: [
		...returnAllFields('custom fields'),
		simplifyField,
		filtersField([
			{
				displayName: 'Belongs To',
				name: 'ownerType',
				type: 'options',
				default: 'collab',
				options: OWNER_TYPES,
				description: 'Only the fields of this kind of thing',
			},
		]),
	],
	writes: false,
	execute: eachItem<Portion & { ownerType?: string }>({
		prepare: async (item) => ({
			...readPortion(item),
			ownerType: blankless(item.collection('filters').ownerType),
		}),
		async perform({ limit, simplify, ownerType }, run) {
			const all = await run.catalogues.definitions.all();
			return all
				.filter(({ value }) => ownerType === undefined || value.ownerType === ownerType)
				.slice(0, limit)
				.map((entry) => (simplify ? definitionOutput(entry) : output(entry.raw)));
		},
	}),
};
