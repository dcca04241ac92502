import Sequencer from '@jest/test-sequencer';

/**
 * The simulations of traffic come first: in a worker that has run many whole workflows before, they took up to five times as long
 * (61 s instead of 14 s for processes.test.ts), and the suite is to stay below five minutes.
 */
export default class extends Sequencer {
	sort(tests) {
		const isSimulation = ({ path }) => path.includes('/traffic/');
		const sorted = super.sort(tests);
		return [...sorted.filter(isSimulation), ...sorted.filter((test) => !isSimulation(test))];
	}
}
