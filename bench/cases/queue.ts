import { withLab } from '../lab';
import { type Case, type Round, scaled, summary, vendorLike } from '../rounds';
import type { Side } from '../run';
import { updateTogether } from '../updates';

const PROCESSES = 4;
const ITEMS = 2000;
const FACTOR = 20;
const TARGET = 1.25;
const REFUSED_SHARE = 0.05;

export const queue: Case = {
	name: 'queue',
	title: 'queue: four n8n processes on one key',
	async run(settings) {
		const items = scaled(ITEMS, settings);
		const { gate } = settings;
		const once = async (side: Side): Promise<Round[]> =>
			await withLab(
				gate,
				[vendorLike(1, items, FACTOR)],
				PROCESSES,
				async ({ stores: [sandbox], workers }) => {
					if (!sandbox) throw new Error('The lab is smaller than it should be');
					const by = { workers, executions: 1, factor: FACTOR };
					return [await gate.setOut(sandbox, async () => await updateTogether(side, sandbox, by))];
				},
			);
		const [ours, peer] = await Promise.all([once('ours'), settings.peer ? once('peer') : []]);
		const result = summary({ ours, peer });
		const sent = items + result.refused;
		return {
			...result,
			items,
			factor: { ours: FACTOR, peer: FACTOR },
			target: `every row done once, refused < ${REFUSED_SHARE * 100} % of all, ≤ ${TARGET} × ideal`,
			met:
				result.ratio !== null &&
				result.ratio <= TARGET &&
				result.lost + result.doubled === 0 &&
				result.refused < REFUSED_SHARE * sent,
			note: `One round. ${((100 * result.refused) / sent).toFixed(1)} % of our requests were refused and sent again.`,
		};
	},
};
