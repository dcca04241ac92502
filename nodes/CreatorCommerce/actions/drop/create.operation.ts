import { fillDrops } from '../../api/drop/fill';
import type { FillTarget } from '../../api/drop/target';
import { type PartnerDrops, titledDrop } from '../../api/drop/find';
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
	productLookups,
	skipExistingOption,
	skipUnavailableFields,
} from '../../fields/drop';
import { partnerLocator } from '../../fields/partner';
import { chosen } from '../../fields/read';
import { productOf } from '../../fields/readDropFields';
import { partnerKey } from '../../fields/readPartnerFields';
import { allItems } from '../../runtime/allItems';
import type { Operation, RowResult } from '../../runtime/operation';
import { hintAtUnknown, rowResults, stopOnFault, withoutUnavailable } from './rows';

type NewDrop = NonNullable<FillTarget['newDrop']>;

interface Task {
	owner: PartnerDrops;
	newDrop: NewDrop;
	product?: ProductRow;
	unavailable?: string;
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
		productLookups(),
		productFields,
		dropCreateFields,
		...customFieldsFields('drop'),
		...skipUnavailableFields,
		writeOptions(matchOnTitleOption, skipExistingOption),
	],
	writes: true,
	execute: allItems<Task>({
		async prepare(item, run) {
			const options = item.collection('options');
			const [custom, { product, unavailable }, partner] = await Promise.all([
				readCustomFieldsOf(item, run.customFields, 'drop'),
				productOf(item, run, false),
				run.partners.find(partnerKey(item)),
			]);
			const formId = chosen(item.collection('additionalFields').formId);
			const newDrop: NewDrop = {
				title: item.requiredText('title', 'Title'),
				description: item.text('description') ?? '',
				...(Object.keys(custom).length > 0 && { custom }),
				...(formId !== undefined && { formId }),
			};
			return {
				owner: await run.drops.of(partner.collabId),
				newDrop,
				product,
				unavailable,
				matchOnTitle: asFlag(options.matchOnTitle) ?? true,
				skipExisting: asFlag(options.skipExisting) ?? true,
			};
		},
		async perform(rows, run) {
			const targets = new Map<string, FillTarget>();
			const refused = new Map<number, RowResult>();
			const { available, skipped } = withoutUnavailable(rows, ({ owner, newDrop, ...task }) => ({
				...task,
				partner: owner.partner,
				drop: { title: newDrop.title },
			}));
			for (const { index, task } of available) {
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
			const { outcomes, targets: filled } = await fillDrops(
				run.api,
				run.drops,
				[...targets.values()],
				run.settings.limits,
				stopOnFault(run),
			);
			hintAtUnknown(run, filled);
			const results = rowResults(available, outcomes, (task) => task.owner.partner);
			return new Map([...results, ...skipped, ...refused]);
		},
	}),
};

function targetOf({ owner, newDrop, matchOnTitle, skipExisting }: Task): FillTarget {
	const match = matchOnTitle ? titledDrop(owner.drops, newDrop.title) : undefined;
	return {
		collabId: owner.partner.collabId,
		...(match && { dropId: match.id }),
		newDrop,
		matchOnTitle,
		rows: [],
		before: owner.drops,
		readAt: owner.readAt,
		skipExisting,
	};
}
