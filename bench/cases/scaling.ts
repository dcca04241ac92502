import { withLab } from '../lab';
import { type Case, FACTOR, type Round, scaled, vendorLike } from '../rounds';
import { total } from '../result';
import { updateOnce } from '../updates';

/** Three windows: two minutes in real time. */
const ITEMS = 150;
const DIFFERENCE = 0.02;

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
		const [ofFast, ofReal] = [fast.seconds / fast.ideal, real.seconds / real.ideal];
		const ratio = ofFast / ofReal;
		return {
			ours: fast.seconds,
			peer: null,
			ideal: real.seconds,
			ratio,
			...total([fast.counts, real.counts]),
			unit: 's',
			items,
			rounds: 1,
			factor: { ours: FACTOR, peer: FACTOR },
			target: `within ${DIFFERENCE * 100} %`,
			met: Math.abs(ratio - 1) <= DIFFERENCE,
			note: `“Ideal” is the run in real time. Against its own ideal the fast run took ${ofFast.toFixed(3)}, the real one ${ofReal.toFixed(3)}.`,
		};
	},
};
