import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxStore } from './store';

/** How orders come to their partner: at once by attributes, at once and by tags too, or by tags only. */
const ATTRIBUTED = ['attributes', 'both', 'tagsLater'] as const;

export interface Plan {
	signUps: number;
	orders: number;
	/** Changes a second; undefined: as fast as the store takes them. */
	rate?: number;
}

const HANDS = 8;

/** Partners sign up and buyers order, shuffled evenly. Resolves when all of it has happened, not when it was delivered. */
export async function happen(store: SandboxStore, { signUps, orders, rate }: Plan): Promise<void> {
	const { known, strangers } = await store.partners();
	if (strangers.length < signUps) throw new Error('Too few partners are left who have not signed in yet.');
	const all = signUps + orders;
	const isSignUp = (at: number): boolean =>
		Math.floor(((at + 1) * signUps) / all) > Math.floor((at * signUps) / all);
	let signedUp = 0;
	const change = async (at: number): Promise<void> => {
		if (isSignUp(at)) await store.signIn(strangers[signedUp++] ?? '');
		else {
			const attributed = ATTRIBUTED[at % ATTRIBUTED.length];
			await store.order({
				partner: known[at % Math.min(100, known.length)],
				total: 10 + (at % 90),
				attributed,
			});
		}
	};
	let next = 0;
	const hand = async (): Promise<void> => {
		for (let at = next++; at < all; at = next++) await change(at);
	};
	if (rate === undefined) {
		await Promise.all(Array.from({ length: HANDS }, hand));
		return;
	}
	for (let at = 0; at < all; at += 1) {
		const due = sleep(1_000 / rate);
		await change(at);
		await due;
	}
}
