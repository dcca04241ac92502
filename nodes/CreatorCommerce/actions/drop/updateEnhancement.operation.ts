import type { PartnerKey } from '../../api/partner/directory';
import { theDrop } from '../../api/drop/find';
import { enhancementBody } from '../../api/drop/product';
import { InputError } from '../../api/failure';
import { apiIdFrom } from '../../api/ids';
import { type Json, known } from '../../api/narrow';
import { enhancementOf, readEnhancement } from '../../api/readers/drop';
import { unwrap } from '../../api/readers/lists';
import { shown } from '../../api/text';
import { writeOptions } from '../../fields/common';
import { customFieldsFields, readCustomFieldsOf } from '../../fields/customFields';
import { dropLocator, enhancementFields, productLocator, productLookups } from '../../fields/drop';
import { findProduct } from '../../fields/findProduct';
import { output, partnerReference } from '../../fields/outputs';
import { partnerLocator } from '../../fields/partner';
import { chosen, nothingToUpdate } from '../../fields/read';
import { dropId, variantOf } from '../../fields/readDropFields';
import { readMedia } from '../../fields/readMedia';
import { partnerKey } from '../../fields/readPartnerFields';
import { eachItem } from '../../runtime/eachItem';
import { type Item, blankless } from '../../runtime/item';
import type { Operation } from '../../runtime/operation';
import type { Run } from '../../runtime/run';

interface Task {
	key: PartnerKey;
	id: string;
	enhancementId: string;
	body: Json;
}

export const updateEnhancement: Operation = {
	name: 'Update Enhancement',
	value: 'updateEnhancement',
	action: 'Update enhancement of drop product',
	description: 'Update what a partner says about a product of a drop: note, media, variant and custom fields',
	fields: [
		partnerLocator,
		dropLocator,
		{
			displayName: 'Find Enhancement By',
			name: 'enhancementBy',
			type: 'options',
			default: 'product',
			options: [
				{ name: 'Enhancement ID', value: 'id' },
				{
					name: 'Product',
					value: 'product',
					description: 'The drop is read to find the enhancement of the product',
				},
			],
			description: 'How the enhancement is found',
		},
		{ ...productLocator(true), displayOptions: { show: { enhancementBy: ['product'] } } },
		productLookups({ enhancementBy: ['product'] }),
		{
			displayName: 'Enhancement ID',
			name: 'enhancementId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 68d4c15e7796e248a07dfd53',
			displayOptions: { show: { enhancementBy: ['id'] } },
			description: 'As Get and Add Products show it',
		},
		enhancementFields,
		...customFieldsFields('enhancement'),
		writeOptions(),
	],
	writes: true,
	execute: eachItem<Task>({
		async prepare(item, run) {
			const given = item.collection('updateFields');
			const body = enhancementBody({
				note: blankless(given.note),
				variant: variantOf(given.variant),
				media: readMedia(given.media),
				formId: chosen(given.formId),
				custom: await readCustomFieldsOf(item, run.customFields, 'enhancement'),
			});
			if (Object.keys(body).length === 0) throw nothingToUpdate();
			const key = partnerKey(item);
			const id = dropId(item);
			return { key, id, enhancementId: await enhancementIdOf(item, run, key, id), body };
		},
		async perform({ key, id, enhancementId, body }, run) {
			const partner = await run.partners.find(key);
			// An ID may have been the creator's.
			let owner = partner.collabId;
			const answer = await run.partners.withCollabId(partner.collabId, async (collabId) => {
				owner = collabId;
				return await run.api.call('updateChannelEnhancement', {
					path: { collabId, dropId: id, enhancementId },
					body,
				});
			});
			const enhancement = readEnhancement(unwrap(answer, 'enhancement'));
			return output(
				known({
					id: enhancement?.id ?? enhancementId,
					dropId: id,
					note: enhancement?.note,
					variant: enhancement?.variant,
					media: enhancement && enhancement.mediaUrls.length > 0 ? enhancement.mediaUrls : undefined,
					formId: enhancement?.formId,
					partner: partnerReference({ ...partner, collabId: owner }),
				}),
			);
		},
		target: (task) => task.enhancementId,
	}),
};

async function enhancementIdOf(item: Item, run: Run, key: PartnerKey, id: string): Promise<string> {
	if (item.raw('enhancementBy') === 'id') {
		const given = item.requiredText('enhancementId', 'Enhancement ID');
		const parsed = apiIdFrom(given);
		if (parsed !== undefined) return parsed;
		throw new InputError(
			`“${shown(given)}” is not an enhancement ID`,
			'Enhancement ID',
			'An ID has 24 digits and letters a–f; Get shows it. Or find the enhancement by Product.',
		);
	}
	const product = await findProduct(item, run, true);
	if (product === undefined) throw new TypeError('a required product was not read');
	const { id: productId, given } = product;
	const partner = await run.partners.find(key);
	const owner = await run.drops.of(partner.collabId);
	const drop = theDrop({ ...owner, drops: run.drops.named(owner.drops) }, id);
	const enhancement = enhancementOf(drop, productId);
	if (enhancement) return enhancement.id;
	// A product that came as an internal id may be any, and of a drop that came as an id nothing is known.
	const isThere =
		!drop.populated ||
		drop.products.some(({ shopifyId }) => shopifyId === productId || shopifyId === undefined);
	throw new InputError(
		isThere
			? `The product ${shown(given)} has no enhancement in the drop “${drop.title ?? drop.id}” that can be told apart`
			: `The product ${shown(given)} is not in the drop “${drop.title ?? drop.id}”`,
		'Product',
		isThere ? 'Give the Enhancement ID instead.' : 'Add it with Add Products first.',
	);
}
