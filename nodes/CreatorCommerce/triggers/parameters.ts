import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { InputError } from '../api/failure';
import { asList, asNumber, asRecord, asText } from '../api/narrow';
import { EVENT_NAMES, type EventName } from './event';
import type { Filters } from './filters';
import type { Thresholds } from './shopify/milestones';

export interface Parameters {
	source: string;
	events: EventName[];
	filters: Filters;
	thresholds: Thresholds;
	includeRaw: boolean;
}

/** @throws InputError naming the parameter */
export function readParameters(context: IHookFunctions | IWebhookFunctions): Parameters {
	const get = (name: string, otherwise: unknown): unknown => context.getNodeParameter(name, otherwise);
	const events = asList(get('events', [])).map(String);
	const filters = asRecord(get('filters', {}));
	const wanted = EVENT_NAMES.filter((name) => events.includes(name));
	if (wanted.length === 0) {
		throw new InputError('No event is chosen', 'Trigger On', 'Choose at least one event in Trigger On.');
	}
	const thresholds = {
		orders: numbers(get('orderThresholds', ''), 'Order Count Thresholds'),
		revenue: numbers(get('revenueThresholds', ''), 'Revenue Thresholds'),
	};
	const source = asText(get('source', 'shopify')) ?? 'shopify';
	if (
		source === 'shopify' &&
		wanted.includes('milestone.reached') &&
		thresholds.orders.length + thresholds.revenue.length === 0
	) {
		throw new InputError(
			'Milestone Reached has no threshold',
			'Order Count Thresholds',
			'Fill in Order Count Thresholds or Revenue Thresholds, e.g. 10, 50, 100.',
		);
	}
	return {
		source,
		events: wanted,
		thresholds,
		includeRaw: asRecord(get('options', {})).includeRaw === true,
		filters: {
			partners: texts(filters.partners),
			tiers: texts(filters.tiers),
			campaigns: texts(filters.campaigns),
			minimumOrderValue: asNumber(filters.minimumOrderValue),
			includeTestOrders: filters.includeTestOrders === true,
		},
	};
}

/** Separated by commas or lines, or a list from an expression. */
const parts = (value: unknown): string[] =>
	(Array.isArray(value) ? value.map(String) : (asText(value) ?? '').split(/[,;\n]/))
		.map((text) => text.trim())
		.filter((text) => text !== '');

const texts = (value: unknown): string[] => parts(value).map((text) => text.toLowerCase());

function numbers(value: unknown, field: string): number[] {
	return parts(value).map((text) => {
		const number = asNumber(text);
		if (number === undefined || number <= 0) {
			throw new InputError(
				`“${text.slice(0, 40)}” in ${field} is not a number above 0`,
				field,
				'Write numbers separated by commas, without currency or thousands separators, e.g. 10, 50, 100.',
			);
		}
		return number;
	});
}
