import { type IDataObject, updateDisplayOptions } from 'n8n-workflow';
import { InputError } from '../../api/failure';
import { parseMoment } from '../../api/moment';
import { returnAllFields, simplifyField } from '../../fields/common';
import { type Creator, creatorNames, creatorOf } from '../../fields/creator';
import { orderFilters, orderListOptions, ordersOfFields, readStatuses } from '../../fields/order';
import { orderOutput, totalsOutput } from '../../fields/orderOutput';
import { output } from '../../fields/outputs';
import { type Portion, readPortion } from '../../fields/readPortion';
import { eachItem } from '../../runtime/eachItem';
import { type Item, blankless } from '../../runtime/item';
import type { ShopifyOperation } from '../../runtime/operation';
import type { ShopifyRun } from '../../runtime/run';
import { AttributedOrders, type OrderFilter } from '../../shopify/order/list';
import type { OrderRecord } from '../../shopify/order/record';
import { totalsOf } from '../../shopify/order/totals';
import { ORDER_DAYS, ordersSeenFrom } from '../../shopify/reach';

interface Task extends Portion {
	filter: OrderFilter;
	creator?: Creator;
	totals: boolean;
}

export const getAll: ShopifyOperation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many orders',
	description: 'Get many orders that partners are credited with, or what each partner sold',
	stores: 'shopify',
	fields: [
		...ordersOfFields,
		{
			displayName: 'Output',
			name: 'output',
			type: 'options',
			default: 'orders',
			options: [
				{ name: 'Orders', value: 'orders', description: 'One result per order, newest first' },
				{
					name: 'Totals per Partner',
					value: 'totals',
					description: 'One result per partner and currency: number of orders, revenue, refunds',
				},
			],
			description: 'What to return',
		},
		...updateDisplayOptions({ show: { output: ['orders'] } }, [...returnAllFields('orders'), simplifyField]),
		orderFilters,
		orderListOptions,
	],
	writes: false,
	execute: eachItem<Task, ShopifyRun>({
		async prepare(item, run) {
			const totals = item.text('output') === 'totals';
			const portion = totals ? { limit: Infinity, simplify: true } : readPortion(item);
			const filter = readFilter(item, run);
			if (item.text('ordersOf') !== 'onePartner') return { ...portion, totals, filter };
			const creator = await creatorOf(item, run);
			return {
				...portion,
				totals,
				creator,
				filter: { ...filter, creator: known(creator) },
			};
		},
		async perform({ filter, creator, limit, simplify, totals }, run) {
			const orders = await ordersOf(run);
			const found: OrderRecord[] = [];
			for await (const order of orders.matching(filter)) {
				found.push(order);
				if (found.length >= limit) break;
			}
			if (found.length < limit) await tellOfWindow(filter, run, orders.now);
			if (found.length === 0 && creator?.isKnown === false) tellOfId(creator.creatorId, run);
			if (!simplify) return found.map(({ node }) => output(node));
			if (found.length === 0) return [];
			const names = await creatorNames(run);
			if (totals) return totalsOf(found).map((row) => totalsOutput(row, names));
			return found.map((order): IDataObject => orderOutput(order, names));
		},
	}),
};

const opened = new WeakMap<ShopifyRun['where'], AttributedOrders>();

/** Once an execution. */
async function ordersOf(run: ShopifyRun): Promise<AttributedOrders> {
	const admin = await run.shopify();
	const orders = opened.get(run.where) ?? new AttributedOrders(admin, Date.now());
	opened.set(run.where, orders);
	return orders;
}

const known = ({ creatorId, handle }: Creator): NonNullable<OrderFilter['creator']> => ({
	id: creatorId,
	...(handle !== undefined && { handle }),
});

function readFilter(item: Item, run: ShopifyRun): OrderFilter {
	const filters = item.collection('filters');
	const options = item.collection('options');
	const zone = run.context.getTimezone();
	const createdAfter = parseMoment(filters.createdAfter, 'Created After', zone);
	const createdBefore = parseMoment(filters.createdBefore, 'Created Before', zone, { endOfDay: true });
	if (createdAfter !== undefined && createdBefore !== undefined && createdAfter >= createdBefore) {
		throw new InputError(
			'Created After is not before Created Before',
			'Created After',
			'No order can be made in that time: check both dates.',
		);
	}
	return {
		campaignId: blankless(filters.campaignId),
		createdAfter,
		createdBefore,
		financialStatuses: readStatuses(filters.financialStatus),
		includeTests: options.includeTestOrders === true,
		includeCancelled: options.includeCancelled === true,
		lookAt: options.lookAt === 'every' ? 'every' : 'tagged',
		withCustomer: options.includeCustomer === true,
	};
}

/** Once an execution. */
const told = new WeakSet<ShopifyRun['where']>();

/** Orders that Shopify keeps from the app leave no trace in its answers, so it is said where the time asked for reaches so far back. */
async function tellOfWindow(filter: OrderFilter, run: ShopifyRun, now: number): Promise<void> {
	const after = Date.parse(filter.createdAfter ?? '');
	const edge = now - ORDER_DAYS * 86_400_000;
	if (after >= edge || told.has(run.where)) return;
	const from = await ordersSeenFrom(await run.shopify(), now);
	if (from === undefined || told.has(run.where)) return;
	told.add(run.where);
	run.context.addExecutionHints({
		// Who named no time may not have meant all of it.
		type: filter.createdAfter === undefined ? 'info' : 'warning',
		location: 'outputPane',
		message: `Shopify shows this app no orders made before ${new Date(from).toISOString().slice(0, 10)} (${ORDER_DAYS} days): older ones are missing here. Give the app the access scope read_all_orders to see them.`,
	});
}

function tellOfId(id: string, run: ShopifyRun): void {
	run.context.addExecutionHints({
		type: 'warning',
		location: 'outputPane',
		message: `No order is credited to the partner ${id}, and no creator page has this ID. If it is the collab ID of a partner who never signed in, use By Email or the creator ID.`,
	});
}
