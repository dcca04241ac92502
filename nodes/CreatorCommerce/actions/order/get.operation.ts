import type { IDataObject } from 'n8n-workflow';
import { InputError } from '../../api/failure';
import { known } from '../../api/narrow';
import { simplifyField } from '../../fields/common';
import { type OrderKey, orderKey, orderLocator } from '../../fields/order';
import { orderOutput } from '../../fields/orderOutput';
import { output } from '../../fields/outputs';
import { withoutCreatorCommerce } from '../../fields/stores';
import { allItems } from '../../runtime/allItems';
import { endsTheRun } from '../../runtime/faults';
import type { RowResult, ShopifyOperation } from '../../runtime/operation';
import type { ShopifyRun } from '../../runtime/run';
import type { ShopifyAdmin } from '../../shopify';
import { nameKey } from '../../shopify/attribute/read';
import { ordersNamed } from '../../shopify/order/byName';
import { ORDERS_AT_ONCE, OrderReader, type WholeOrder } from '../../shopify/order/read';
import { ordersSeenFrom } from '../../shopify/reach';

interface Task {
	key: OrderKey;
	simplify: boolean;
}

export const get: ShopifyOperation = {
	name: 'Get',
	value: 'get',
	action: 'Get order',
	description: 'Get one order with its products and the partner it is credited to',
	stores: 'shopify',
	fields: [orderLocator, simplifyField, withoutCreatorCommerce()],
	writes: false,
	execute: allItems<Task, ShopifyRun>({
		prepare: async (item) => ({ key: orderKey(item), simplify: item.flag('simplify') }),
		async perform(rows, run) {
			const results = new Map<number, RowResult>();
			const admin = await run.shopify();
			const notThere = missingOrders(admin);
			const byId = await idsOf(rows, admin, run, results, notThere);
			const missing = await readAll([...byId.keys()], admin, run, (id, found) => {
				for (const { index, task } of byId.get(id) ?? []) {
					results.set(index, 'fault' in found ? found : { json: show(found, task.simplify) });
				}
			});
			for (const id of missing) {
				const fault = await notThere(`the ID ${id}`).catch((reason: unknown) => reason);
				for (const { index } of byId.get(id) ?? []) results.set(index, { fault });
			}
			return results;
		},
	}),
};

type Row = { index: number; task: Task };
type NotThere = (named: string) => Promise<InputError>;

/** Rows by the order they mean; a row whose name no order has, or several have, is done here. */
async function idsOf(
	rows: Row[],
	admin: ShopifyAdmin,
	run: ShopifyRun,
	results: Map<number, RowResult>,
	notThere: NotThere,
): Promise<Map<string, Row[]>> {
	const byId = new Map<string, Row[]>();
	const add = (id: string, row: Row): unknown => byId.set(id, [...(byId.get(id) ?? []), row]);
	const named = rows.filter(({ task }) => task.key.by === 'name');
	for (const row of rows) if (row.task.key.by === 'id') add(row.task.key.value, row);
	if (named.length === 0) return byId;
	try {
		const found = await ordersNamed(
			admin,
			named.map(({ task }) => task.key.value),
		);
		for (const row of named) {
			const { value } = row.task.key;
			const ids = found.get(nameKey(value)) ?? [];
			const [id] = ids;
			if (id !== undefined && ids.length === 1) add(id, row);
			else if (id === undefined) results.set(row.index, { fault: await notThere(`the name ${value}`) });
			else results.set(row.index, { fault: several(value, ids) });
		}
	} catch (fault) {
		endEarly(fault, run);
		for (const { index } of named) if (!results.has(index)) results.set(index, { fault });
	}
	return byId;
}

/** @returns the ids that Shopify knows no order of */
async function readAll(
	ids: string[],
	admin: ShopifyAdmin,
	run: ShopifyRun,
	done: (id: string, found: WholeOrder | { fault: unknown }) => void,
): Promise<string[]> {
	const reader = new OrderReader(admin);
	const missing: string[] = [];
	const chunks: string[][] = [];
	for (let from = 0; from < ids.length; from += ORDERS_AT_ONCE)
		chunks.push(ids.slice(from, from + ORDERS_AT_ONCE));
	await Promise.all(
		chunks.map(async (chunk) => {
			try {
				const orders = await reader.read(chunk);
				for (const id of chunk) {
					const order = orders.get(id);
					if (order === undefined) missing.push(id);
					else done(id, order);
				}
			} catch (fault) {
				endEarly(fault, run);
				for (const id of chunk) done(id, { fault });
			}
		}),
	);
	return missing;
}

/** With "Stop Workflow", or after a refused token, nothing more is asked. */
function endEarly(fault: unknown, run: ShopifyRun): void {
	run.context.getExecutionCancelSignal()?.throwIfAborted();
	if (run.stopsAtFirstFailure || endsTheRun(fault)) run.stop();
}

const show = ({ order, lines }: WholeOrder, simplify: boolean): IDataObject =>
	simplify
		? { ...orderOutput(order), ...output({ lineItems: lines.map((line) => known({ ...line })) }) }
		: output(order.node);

const several = (name: string, ids: string[]): InputError =>
	new InputError(
		`${ids.length} orders have the name ${name}`,
		'Order',
		`Name the one you mean by its ID: ${ids.join(', ')}.`,
	);

/** An order that is too old for the app looks like one that does not exist. */
function missingOrders(admin: ShopifyAdmin): NotThere {
	let asked: Promise<number | undefined> | undefined;
	return async (named) => {
		const from = await (asked ??= ordersSeenFrom(admin, Date.now()));
		const old =
			from === undefined
				? ''
				: ` Orders made before ${new Date(from).toISOString().slice(0, 10)} are only shown to an app with the access scope read_all_orders.`;
		return new InputError(
			`No order has ${named}`,
			'Order',
			`Check it, and that the Shopify credential is for the right store.${old}`,
		);
	};
}
