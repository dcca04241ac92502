import { type FillTarget, fillDrops } from '../../api/drop/fill';
import type { PartnerDrops } from '../../api/drop/find';
import type { ProductRow } from '../../api/drop/product';
import { sameCustomValue } from '../../api/customFields';
import { InputError } from '../../api/failure';
import { asFlag } from '../../api/narrow';
import { writeOptions } from '../../fields/common';
import { customFieldsFields, readCustomFieldsOf } from '../../fields/customFields';
import {
	dropCreateFields,
	matchOnTitleOption,
	productFields,
	productLocator,
	skipExistingOption,
} from '../../fields/drop';
import { partnerLocator } from '../../fields/partner';
import { chosen } from '../../fields/read';
import { productOf } from '../../fields/readDropFields';
import { partnerKey } from '../../fields/readPartnerFields';
import { allItems } from '../../runtime/allItems';
import type { Operation, RowResult } from '../../runtime/operation';
import { rowResults, stopOnFault } from './rows';

type NewDrop = NonNullable<FillTarget['newDrop']>;

interface Task {
	owner: PartnerDrops;
	newDrop: NewDrop;
	product?: ProductRow;
	matchOnTitle: boolean;
	skipExisting: boolean;
}

export const create: Operation = {
	name: 'Create',
	value: 'create',
	action: 'Create drop',
	description: 'Create a drop; items with the same partner and title become one drop with all their products',
	fields: [
		partnerLocator,
		{
			displayName: 'Title',
			name: 'title',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Summer favourites',
			description: 'Title of the drop',
		},
		{
			displayName: 'Description',
			name: 'description',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			description: 'Text below the title',
		},
		productLocator(false),
		productFields,
		dropCreateFields,
		...customFieldsFields('drop'),
		writeOptions(matchOnTitleOption, skipExistingOption),
	],
	writes: true,
	execute: allItems<Task>({
		async prepare(item, run) {
			const options = item.collection('options');
			const custom = await readCustomFieldsOf(item, run.customFields, 'drop');
			const formId = chosen(item.collection('additionalFields').formId);
			const newDrop: NewDrop = {
				title: item.requiredText('title', 'Title'),
				description: item.text('description') ?? '',
				...(Object.keys(custom).length > 0 && { custom }),
				...(formId !== undefined && { formId }),
			};
			const product = await productOf(item, run, false);
			const partner = await run.partners.find(partnerKey(item));
			return {
				owner: await run.drops.of(partner.collabId),
				newDrop,
				product,
				matchOnTitle: asFlag(options.matchOnTitle) ?? true,
				skipExisting: asFlag(options.skipExisting) ?? true,
			};
		},
		async perform(rows, run) {
			const targets = new Map<string, FillTarget>();
			const refused = new Map<number, RowResult>();
			for (const { index, task } of rows) {
				const { owner, newDrop } = task;
				const title = task.matchOnTitle ? newDrop.title.toLowerCase() : newDrop.title;
				const key = `${owner.partner.collabId} ${title}`;
				const target = targets.get(key) ?? targetOf(task);
				targets.set(key, target);
				const other = target.rows[0];
				if (other !== undefined && !sameCustomValue({ ...target.newDrop, title }, { ...newDrop, title })) {
					refused.set(index, {
						fault: new InputError(
							`Items ${other.index + 1} and ${index + 1} describe the drop “${newDrop.title}” differently`,
							'Description',
							'Give all items of one drop the same description, form and custom fields, or another title.',
						),
					});
					continue;
				}
				target.rows.push({ index, product: task.product });
			}
			const outcomes = await fillDrops(
				run.api,
				run.drops,
				[...targets.values()],
				run.settings.limits,
				stopOnFault(run),
			);
			return new Map([...rowResults(rows, outcomes, (task) => task.owner.partner), ...refused]);
		},
	}),
};

function targetOf({ owner, newDrop, matchOnTitle, skipExisting }: Task): FillTarget {
	const wanted = newDrop.title.toLowerCase();
	const match = matchOnTitle
		? owner.drops.find((drop) => drop.title?.trim().toLowerCase() === wanted)
		: undefined;
	return {
		collabId: owner.partner.collabId,
		...(match && { dropId: match.id }),
		newDrop,
		rows: [],
		before: owner.drops,
		skipExisting,
	};
}
