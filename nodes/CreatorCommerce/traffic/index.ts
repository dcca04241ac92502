/** Limits, retry, planner, scheduler. Pure: clock and sleep come in from outside; nothing here knows HTTP or n8n. */
export * from './types';
export { Limiter, type Permit } from './limiter';
export { sharedLimiter } from './shared';
export { RETRY_POLICY, type RetryPolicy } from './retry';
export { MAX_IN_FLIGHT, Scheduler, type SchedulerOptions } from './scheduler';
export {
	fewestWindows,
	lowerBoundWindows,
	planMerge,
	type PlannedRequest,
	type PlanOptions,
	type RowGroup,
} from './planner';
export { estimateMinutes } from './estimate';
