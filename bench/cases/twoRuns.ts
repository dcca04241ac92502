import { type Case, FACTOR, inTurn, nothingWrong, scaled, summary } from '../rounds';
import { updateTogether } from '../updates';

const ITEMS = 500;
const EXECUTIONS = 2;

export const twoRuns: Case = {
	name: 'twoRuns',
	title: 'twoRuns: two executions at once in one n8n',
	async run(settings) {
		const items = scaled(ITEMS, settings);
		const result = summary(
			await inTurn(
				settings,
				items,
				async (side, { sandbox, worker, factor }) =>
					await updateTogether(side, sandbox, { workers: [worker], executions: EXECUTIONS, factor }),
			),
		);
		return {
			...result,
			items,
			factor: { ours: FACTOR, peer: FACTOR },
			target: '0 refused, 0 lost',
			met: nothingWrong(result),
			note: 'Two executions share the rows and the key; the peer’s are each set to the whole limit, as one is.',
		};
	},
};
