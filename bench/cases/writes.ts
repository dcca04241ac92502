import { type Case, FACTOR, inTurn, nothingWrong, scaled, type Settings, summary } from '../rounds';
import { type Limits, VENDOR } from '../run';
import { updateOnce } from '../updates';

const ITEMS = 1000;
const TARGET = 1.02;

export const writes: Case = {
	name: 'writes',
	title: 'writes: partner updates',
	async run(settings) {
		const items = scaled(ITEMS, settings);
		const result = summary(
			await inTurn(settings, items, async (side, lane) => await updateOnce(side, lane, overdrawn(settings))),
		);
		return {
			...result,
			items,
			factor: { ours: FACTOR, peer: FACTOR },
			target: `≤ ${TARGET} × ideal, 0 refused, 0 lost`,
			met: result.ratio !== null && result.ratio <= TARGET && nothingWrong(result),
		};
	},
};

const overdrawn = ({ overdraw }: Settings): Limits => ({
	...VENDOR,
	writesPerMinute: VENDOR.writesPerMinute * overdraw,
});
