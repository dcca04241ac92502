import type { ShopifySettings } from './settings';

/** The shop's clock is five hours behind UTC, winter and summer. */
const OFFSET_HOURS = -5;
const HOUR_MS = 3_600_000;

/** As GraphQL shows a time: UTC. */
export function utcTime(iso: string, timestamps: ShopifySettings['timestamps']): string {
	return timestamps === 'milliseconds' ? iso : iso.replace(/\.\d+Z$/, 'Z');
}

/** As an order's webhook shows a time: on the shop's clock, with its offset. */
export function shopTime(iso: string, timestamps: ShopifySettings['timestamps']): string {
	const local = new Date(Date.parse(iso) + OFFSET_HOURS * HOUR_MS).toISOString();
	return utcTime(local, timestamps).replace('Z', '-05:00');
}

/** Now, but never at or before `earlier`: what is changed twice in one millisecond still runs forward. */
export function laterThan(earlier: string | undefined): string {
	const now = Date.now();
	return new Date(earlier === undefined ? now : Math.max(now, Date.parse(earlier) + 1)).toISOString();
}
