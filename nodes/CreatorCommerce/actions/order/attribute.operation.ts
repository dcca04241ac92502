import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { InputError } from '../../api/failure';
import { asFlag, known } from '../../api/narrow';
import { fieldCollection, writeOptions } from '../../fields/common';
import type { Creator } from '../../fields/creator';
import { campaignIdField, markOf } from '../../fields/markOrder';
import { type OrderKey, orderKey, orderLocator } from '../../fields/order';
import { output } from '../../fields/outputs';
import { partnerLocator } from '../../fields/partner';
import { allItems } from '../../runtime/allItems';
import type { RowResult, ShopifyOperation } from '../../runtime/operation';
import { listOfItems } from '../../runtime/ranges';
import type { ShopifyRun } from '../../runtime/run';
import { bareId } from '../../shopify';
import type { Wish } from '../../shopify/attribute/decide';
import type { AttributeOutcome } from '../../shopify/attribute/outcome';
import { attributeOrders } from '../../shopify/attribute/run';
import { adviceWhenMissing, capital, hooksOf, namedAs, severalOrders } from './hooks';

interface Task {
	key: OrderKey;
	wish: Wish;
	creator: Creator;
}

const overwriteOption: INodeProperties = {
	displayName: 'Overwrite',
	name: 'overwrite',
	type: 'boolean',
	default: false,
	description:
		'Whether to replace another partner or campaign that the order is credited to already. Otherwise such an order fails and stays as it is.',
};

const tagCustomerOption: INodeProperties = {
	displayName: 'Tag Customer as Referred',
	name: 'tagCustomer',
	type: 'boolean',
	default: false,
	description:
		'Whether to tag the order’s customer as referred by the partner too. The app needs the access scopes read_customers and write_customers.',
};

export const attribute: ShopifyOperation = {
	name: 'Attribute',
	value: 'attribute',
	action: 'Attribute order to partner',
	description:
		'Credit existing orders to a partner with CreatorCommerce’s tags and attributes; many items share few requests',
	stores: 'shopify',
	fields: [
		orderLocator,
		partnerLocator,
		fieldCollection('Additional Fields', 'additionalFields', [campaignIdField]),
		writeOptions(overwriteOption, tagCustomerOption),
	],
	writes: true,
	execute: allItems<Task, ShopifyRun>({
		async prepare(item, run) {
			const key = orderKey(item);
			const options = item.collection('options');
			const { creator, mark } = await markOf(item, run);
			return {
				key,
				creator,
				wish: {
					mark,
					overwrite: asFlag(options.overwrite) ?? false,
					tagCustomer: asFlag(options.tagCustomer) ?? false,
				},
			};
		},
		async perform(rows, run) {
			const admin = await run.shopify();
			const outcomes = await attributeOrders(
				admin,
				rows.map(({ index, task: { key, wish } }) => ({ index, order: key, wish })),
				hooksOf(run),
			);
			run.context.getExecutionCancelSignal()?.throwIfAborted();
			const isMissing = [...outcomes.values()].some(({ kind }) => kind === 'notFound');
			const advice = isMissing ? await adviceWhenMissing(admin) : '';
			const results = new Map<number, RowResult>();
			for (const { index, task } of rows) {
				const outcome = outcomes.get(index);
				if (outcome !== undefined) results.set(index, resultOf(outcome, task, advice));
			}
			return results;
		},
	}),
};

function resultOf(outcome: AttributeOutcome, { key, wish, creator }: Task, advice: string): RowResult {
	switch (outcome.kind) {
		case 'attributed':
		case 'same':
			return { json: show(outcome, wish, creator) };
		case 'notFound':
			return { fault: new InputError(`No order has ${namedAs(key)}`, 'Order', advice) };
		case 'severalOrders':
			return { fault: severalOrders(key.value, outcome.ids) };
		case 'rowsDisagree':
			return {
				fault: new InputError(
					`${capital(listOfItems(outcome.indexes))} name one order for different partners or campaigns`,
					'Order',
					'Nothing was written for this order. Keep the row that is right.',
				),
			};
		case 'taken':
			return { fault: taken(outcome, wish) };
		case 'refused':
			return { fault: refused(outcome) };
		case 'fault':
			return outcome;
	}
}

function taken(
	{ by, owner, order }: Extract<AttributeOutcome, { kind: 'taken' }>,
	{ mark }: Wish,
): InputError {
	const others = owner.creatorIds.filter((id) => id.toLowerCase() !== mark.creatorId.toLowerCase());
	const whom =
		by === 'campaign'
			? `the campaign ${owner.campaignIds.join(', ')}`
			: others.length > 0
				? `another partner (creator ID ${others.join(', ')})`
				: `another partner (handle ${owner.handle ?? ''})`;
	return new InputError(
		`The order ${order.name} is credited to ${whom}`,
		'Order',
		'It was left as it is. Turn on Overwrite under Options to replace that.',
	);
}

const PARTS = {
	attributes: 'attributes',
	removeTags: 'removal of the old tags',
	addTags: 'tags',
	customer: 'tag of the customer',
} as const;

function refused({
	order,
	said,
	refused: part,
	written,
}: Extract<AttributeOutcome, { kind: 'refused' }>): InputError {
	const done = [...new Set(written)].map((each) => PARTS[each]);
	return new InputError(
		`Shopify did not take the ${PARTS[part]} for the order ${order.name}: “${said}”`,
		'Order',
		done.length === 0
			? 'Nothing of this order was changed. Change what Shopify names, then run the row again.'
			: `Written before: ${done.join(', ')}. Change what Shopify names, then run the row again; what is right already is not written twice.`,
	);
}

function show(
	outcome: Extract<AttributeOutcome, { kind: 'attributed' | 'same' }>,
	{ mark }: Wish,
	creator: Creator,
): IDataObject {
	const about = {
		order: known({ id: bareId(outcome.order.id), name: outcome.order.name }),
		partner: known({
			id: creator.collabId,
			creatorId: creator.creatorId,
			handle: creator.handle,
			email: creator.email,
		}),
		campaignId: mark.campaignId,
	};
	if (outcome.kind === 'same') return output(known({ status: 'unchanged', ...about }));
	const { change, replaces } = outcome;
	return output(
		known({
			status: 'attributed',
			...about,
			tagsAdded: change.addTags,
			tagsRemoved: change.removeTags.length > 0 ? change.removeTags : undefined,
			attributesChanged: change.attributes !== undefined,
			customerTagged: change.customer !== undefined || undefined,
			replaced: replaces && known({ ...replaces }),
		}),
	);
}
