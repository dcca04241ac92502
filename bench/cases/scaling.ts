import { withLab } from '../lab';
import { type Case, FACTOR, type Round, scaled, vendorLike } from '../rounds';
import { total } from '../result';
import { updateOnce } from '../updates';

/** Three windows: two minutes in real time. */
const ITEMS = 150;

/** Whether the fast clock tells what a real one would: the same run on both. */
export const scaling: Case = {
	name: 'scaling',
	title: 'scaling: the same run on a fast and on a real clock',
	async run(settings) {
		const items = scaled(ITEMS, settings);
		const { gate } = settings;
		const once = async (factor: number, turn: () => Promise<void>): Promise<Round> =>
			await withLab(
				gate,
				[vendorLike(1, items, factor)],
				1,
				async ({ stores: [sandbox], workers: [worker] }) => {
					if (!sandbox || !worker) throw new Error('The lab is smaller than it should be');
					await turn();
					return await gate.setOut(
						sandbox,
						async () => await updateOnce('ours', { sandbox, worker, factor }),
					);
				},
			);
		const [real, fast] = await Promise.all([
			once(1, async () => undefined),
			// Short as it is, it would mostly tell of the others setting out.
			once(FACTOR, async () => await gate.lineIsEmpty()),
		]);
		// Latencies are drawn at random, so each run is taken against its own ideal.
		const added = fast.seconds - fast.ideal - (real.seconds - real.ideal);
		return {
			ours: fast.seconds,
			peer: null,
			ideal: real.seconds,
			ratio: fast.seconds / fast.ideal / (real.seconds / real.ideal),
			...total([fast.counts, real.counts]),
			unit: 's',
			items,
			rounds: 1,
			factor: { ours: FACTOR, peer: FACTOR },
			note: `“Ideal” is the run in real time. The fast clock adds ${added.toFixed(1)} s to it, nearly all of them once, at the start.`,
		};
	},
};
