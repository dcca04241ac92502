import Sequencer from '@jest/test-sequencer';

/**
 * First the simulations of traffic: in a worker that has run many whole workflows before, they took up to five times as long (61 s
 * instead of 14 s for processes.test.ts). Then those that take longest: begun last, one worker would wait for the other.
 */
const FIRST = [
	'/traffic/',
	'/faults/',
	'/order/attribute.',
	'/secretsOfOperations.',
	'/runtime/answers.',
	'/scale/',
	'/scan.',
	'/bench/',
];

const placeOf = ({ path }) => {
	const at = FIRST.findIndex((part) => path.includes(part));
	return at < 0 ? FIRST.length : at;
};

export default class extends Sequencer {
	sort(tests) {
		return [...super.sort(tests)].sort((left, right) => placeOf(left) - placeOf(right));
	}
}
