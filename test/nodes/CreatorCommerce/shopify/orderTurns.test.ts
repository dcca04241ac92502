import { CostPacer, ShopifyAdmin } from '../../../../nodes/CreatorCommerce/shopify';
import { oneAtATime } from '../../../../nodes/CreatorCommerce/shopify/record/memory';
import type { ClientOptions } from '../../../../nodes/CreatorCommerce/shopify/client';
import { clock } from '../../../../nodes/CreatorCommerce/runtime/clock';
import { faultOf } from '../api/support/fakeApi';

/** A run of an execution; nothing is sent. */
const run = (more: Partial<ClientOptions> = {}): ShopifyAdmin =>
	new ShopifyAdmin({
		clock,
		pacer: new CostPacer(clock),
		patienceMs: 60_000,
		transport: () => Promise.reject(new Error('it was sent')),
		...more,
	});

test('who waits for another execution’s order ends with the own run, and nobody crosses the order under way', async () => {
	let open = (): void => undefined;
	const opened = new Promise<void>((resolve) => (open = resolve));
	let isUnderWay = true;
	const first = oneAtATime(run(), 'R-1', async () => {
		await opened;
		isUnderWay = false;
	});
	const abort = new AbortController();
	const mayGoOn = (): void => {
		throw new RangeError('time is up');
	};
	const never = (): Promise<void> => Promise.reject(new Error('it was run'));
	const cancelled = faultOf(oneAtATime(run({ signal: abort.signal }), 'R-1', never));
	const late = faultOf(oneAtATime(run({ mayGoOn }), 'R-1', never));
	const last = oneAtATime(run(), 'R-1', () => Promise.resolve(isUnderWay));
	abort.abort(new RangeError('cancelled'));
	expect(await cancelled).toEqual(new RangeError('cancelled'));
	expect(await late).toEqual(new RangeError('time is up'));
	expect(isUnderWay).toBe(true);
	open();
	await first;
	expect(await last).toBe(false);
});
