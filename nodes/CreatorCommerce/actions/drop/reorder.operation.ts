import type { PartnerKey } from '../../api/partner/directory';
import { theDrop } from '../../api/drop/find';
import { InputError } from '../../api/failure';
import { apiIdFrom } from '../../api/ids';
import { asText, isRecord } from '../../api/narrow';
import { shown } from '../../api/text';
import { writeOptions } from '../../fields/common';
import { output, partnerReference } from '../../fields/outputs';
import { partnerLocator } from '../../fields/partner';
import { partnerKey } from '../../fields/readPartnerFields';
import { eachItem } from '../../runtime/eachItem';
import { parsedJson } from '../../runtime/item';
import type { Operation } from '../../runtime/operation';

const FIELD = 'Drop Order';

interface Task {
	key: PartnerKey;
	collabId: string;
	order: string[];
}

export const reorder: Operation = {
	name: 'Reorder',
	value: 'reorder',
	action: 'Reorder drops',
	description:
		'Put the drops of a partner into a new order; drops you do not name follow in their present order',
	fields: [
		partnerLocator,
		{
			displayName: FIELD,
			name: 'dropOrder',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 68d4bd5c7796e248a07dfbf2, 68d4be997796e248a07dfc1a',
			description:
				'IDs of drops, first one first, separated by commas; a list from an expression is taken too',
		},
		writeOptions(),
	],
	writes: true,
	execute: eachItem<Task>({
		async prepare(item, run) {
			const order = readOrder(item.raw('dropOrder'));
			const key = partnerKey(item);
			const partner = await run.partners.find(key);
			const owner = await run.drops.of(partner.collabId);
			for (const id of order) theDrop(owner, id);
			// The list replaces the partner's own: a drop left out of it would be taken off the page.
			const rest = owner.drops.map(({ id }) => id).filter((id) => !order.includes(id));
			return { key, collabId: owner.partner.collabId, order: [...order, ...rest] };
		},
		async perform({ key, collabId, order }, run) {
			await run.api.call('updateChannelCollab', { path: { collabId }, body: { drops: order } });
			const partner = await run.partners.find(key);
			return output({ dropIds: order, partner: partnerReference({ ...partner, collabId }) });
		},
		target: (task) => task.collabId,
	}),
};

function readOrder(given: unknown): string[] {
	const listed = typeof given === 'string' && given.trim().startsWith('[') ? parsedJson(given, FIELD) : given;
	const entries: unknown[] = Array.isArray(listed) ? listed : String(listed ?? '').split(/[\s,]+/);
	const order = entries
		.map((entry) => (isRecord(entry) ? asText(entry.id) : asText(entry))?.trim())
		.filter((entry) => entry !== undefined && entry !== '')
		.map((entry) => {
			const id = apiIdFrom(entry ?? '');
			if (id !== undefined) return id;
			throw new InputError(
				`“${shown(entry ?? '')}” is not a drop ID`,
				FIELD,
				'Use the IDs that Get Many shows.',
			);
		});
	if (order.length === 0) throw new InputError('No drop is named', FIELD, 'Give at least one drop ID.');
	const twice = order.find((id, at) => order.indexOf(id) !== at);
	if (twice !== undefined)
		throw new InputError(`The drop ${twice} is named twice`, FIELD, 'Name each drop once.');
	return order;
}
