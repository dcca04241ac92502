import { fillDrops } from '../../api/drop/fill';
import type { FillTarget } from '../../api/drop/target';
import { theDrop } from '../../api/drop/find';
import type { ProductRow } from '../../api/drop/product';
import type { PartnerDrops } from '../../api/drop/find';
import { asFlag } from '../../api/narrow';
import { writeOptions } from '../../fields/common';
import {
	dropLocator,
	productFields,
	productLocator,
	productLookups,
	skipExistingOption,
	skipUnavailableFields,
} from '../../fields/drop';
import { partnerLocator } from '../../fields/partner';
import { dropId, productOf } from '../../fields/readDropFields';
import { partnerKey } from '../../fields/readPartnerFields';
import { allItems } from '../../runtime/allItems';
import type { Operation } from '../../runtime/operation';
import { hintAtUnknown, rowResults, stopOnFault, withoutUnavailable } from './rows';

interface Task {
	owner: PartnerDrops;
	dropId: string;
	product: ProductRow;
	unavailable?: string;
	skipExisting: boolean;
}

export const addProducts: Operation = {
	name: 'Add Products',
	value: 'addProducts',
	action: 'Add products to drop',
	description: 'Add one product per item to a drop; items for the same drop share requests',
	fields: [
		partnerLocator,
		dropLocator,
		productLocator(true),
		productLookups(),
		productFields,
		...skipUnavailableFields,
		writeOptions(skipExistingOption),
	],
	writes: true,
	execute: allItems<Task>({
		async prepare(item, run) {
			const id = dropId(item);
			const [{ product, unavailable }, partner] = await Promise.all([
				productOf(item, run, true),
				run.partners.find(partnerKey(item)),
			]);
			if (product === undefined) throw new TypeError('a required product was not read');
			const owner = await run.drops.of(partner.collabId);
			theDrop(owner, id);
			return {
				owner,
				dropId: id,
				product,
				unavailable,
				skipExisting: asFlag(item.collection('options').skipExisting) ?? true,
			};
		},
		async perform(rows, run) {
			const targets = new Map<string, FillTarget>();
			const { available, skipped } = withoutUnavailable(rows, ({ owner, dropId: id, ...task }) => ({
				...task,
				partner: owner.partner,
				drop: owner.drops.find((drop) => drop.id === id),
			}));
			for (const { index, task } of available) {
				const key = `${task.dropId} ${task.skipExisting}`;
				const target = targets.get(key) ?? {
					collabId: task.owner.partner.collabId,
					dropId: task.dropId,
					rows: [],
					before: task.owner.drops,
					readAt: task.owner.readAt,
					skipExisting: task.skipExisting,
				};
				target.rows.push({ index, product: task.product });
				targets.set(key, target);
			}
			const { outcomes, targets: filled } = await fillDrops(
				run.api,
				run.drops,
				[...targets.values()],
				run.settings.limits,
				stopOnFault(run),
			);
			hintAtUnknown(run, filled);
			return new Map([...rowResults(available, outcomes, (task) => task.owner.partner), ...skipped]);
		},
	}),
};
