/** The resource Metric. */
import type { NodeCase } from './node';

const report = (operation: string, parameters: Record<string, unknown>) => ({
	resource: 'metric',
	operation,
	...parameters,
});
const days = { startDate: '2026-02-14', endDate: '2026-02-20' };
/** As the date picker and an expression give them. */
const full = {
	startDate: '2026-02-14T00:00:00',
	endDate: '={{ DateTime.fromISO("2026-02-20T22:00:00", { zone: "UTC" }) }}',
	rows: 'total',
	previousPeriod: false,
};

export const METRIC_CASES: NodeCase[] = [
	{
		operationId: 'getChannelRevenueMetrics',
		name: 'metric get revenue, minimal',
		parameters: () => report('getRevenue', days),
	},
	{
		operationId: 'getChannelRevenueMetrics',
		name: 'metric get revenue, full',
		keyType: 'partner',
		parameters: () => report('getRevenue', full),
	},
	{
		operationId: 'getChannelSessionMetrics',
		name: 'metric get sessions, minimal',
		parameters: () => report('getSessions', days),
	},
	{
		operationId: 'getChannelSessionMetrics',
		name: 'metric get sessions, full',
		keyType: 'partner',
		parameters: () => report('getSessions', full),
	},
];
