import { Alarm } from './alarm';
import type { Limiter, Permit } from './limiter';
import { List, type Place } from './list';
import type { Clock, End, Unsent, WindowName } from './types';

/** One try waiting to be sent. Only functions, so that tasks of any type wait in one line. */
export interface Try {
	windows: readonly WindowName[];
	/** Repeats do, and what others wait for. */
	goesFirst: boolean;
	/** Aborted: it is not to be sent any more. */
	recall?: AbortSignal;
	/** Sends it before it returns. Resolves when nothing of it is under way any more; never rejects. */
	send(permit: Permit): Promise<void>;
	/** It will not be sent. */
	end(why: Unsent): void;
}

/** Tries with the same windows, in order. In the limiter's line only with its first. */
interface Lane {
	windows: readonly WindowName[];
	first: List<Try>;
	others: List<Try>;
	withdraw: (() => void) | undefined;
	inLine: boolean;
}

export interface LineOptions {
	limiter: Limiter;
	clock: Clock;
	stopAt: number | undefined;
	maxInFlight: number;
}

/** The tries of one run that wait to be sent: for the limiter's leave, and for room among those under way. */
export class Line {
	private readonly lanes = new Map<string, Lane>();
	private readonly deadline: Alarm;
	private inFlight = 0;
	private waiting = 0;
	private stopped = false;
	private pumping = false;

	constructor(private readonly options: LineOptions) {
		this.deadline = new Alarm(options.clock, () => this.pump());
	}

	push(one: Try): void {
		if (this.stopped) return one.end('stopped');
		if (this.isTimeUp()) return one.end('timeIsUp');
		if (one.recall?.aborted) return one.end('recalled');
		const lane = this.lane(one.windows);
		const place = (one.goesFirst ? lane.first : lane.others).push(one);
		this.waiting++;
		one.recall?.addEventListener('abort', () => this.takeBack(place), { once: true });
		this.pumpSoon();
	}

	/** Ends what waits, and what is pushed from then on; not what is under way. */
	stop(): void {
		this.stopped = true;
		this.endWaiting('stopped');
	}

	private lane(windows: readonly WindowName[]): Lane {
		const name = windows.join('+');
		let lane = this.lanes.get(name);
		if (!lane) {
			lane = { windows, first: new List(), others: new List(), withdraw: undefined, inLine: false };
			this.lanes.set(name, lane);
		}
		return lane;
	}

	private isTimeUp(): boolean {
		const { stopAt, clock } = this.options;
		return stopAt !== undefined && clock.now() >= stopAt;
	}

	/** Once all tasks handed in together are here: the limiter can then let the scarcer kind go first. */
	private pumpSoon(): void {
		if (this.pumping) return;
		this.pumping = true;
		void Promise.resolve().then(() => {
			this.pumping = false;
			this.pump();
		});
	}

	/** Stands in the limiter's line with every lane that has tries, as long as more may be under way. */
	private pump(): void {
		if (this.waiting > 0 && this.isTimeUp()) this.endWaiting('timeIsUp');
		for (const lane of this.lanes.values()) {
			const room = this.inFlight < this.options.maxInFlight;
			if (!room) this.leaveLine(lane);
			else if (!lane.inLine && hasTries(lane)) this.standInLine(lane);
		}
		this.watchDeadline();
	}

	private standInLine(lane: Lane): void {
		lane.inLine = true;
		let over = false;
		const leave = () => {
			over = true;
			lane.inLine = false;
			lane.withdraw = undefined;
		};
		const withdraw = this.options.limiter.wait({
			windows: lane.windows,
			stopAt: this.options.stopAt,
			wanted: () => hasTries(lane),
			granted: (permit) => {
				leave();
				const next = this.takeNext(lane);
				if (next) this.send(next, permit);
				this.pump();
			},
			expired: () => {
				leave();
				this.endLane(lane, 'timeIsUp');
				this.watchDeadline();
			},
		});
		if (!over) lane.withdraw = withdraw;
	}

	private leaveLine(lane: Lane): void {
		const withdraw = lane.withdraw;
		lane.withdraw = undefined;
		lane.inLine = false;
		withdraw?.();
	}

	/** Nothing, once it was sent or ended. The limiter asks whether the lane still has tries. */
	private takeBack(place: Place<Try>): void {
		if (place.list === undefined) return;
		place.list.remove(place);
		this.waiting--;
		this.watchDeadline();
		place.value.end('recalled');
	}

	private takeNext(lane: Lane): Try | undefined {
		const next = lane.first.shift() ?? lane.others.shift();
		if (next) this.waiting--;
		return next;
	}

	private send(one: Try, permit: Permit): void {
		this.inFlight++;
		void one.send(permit).then(() => {
			this.inFlight--;
			// In groups: a connection to a side that was woken just before costs a third of one that wakes it.
			if (this.inFlight <= this.options.maxInFlight / 2) this.pump();
		});
	}

	private endWaiting(why: End): void {
		for (const lane of this.lanes.values()) this.endLane(lane, why);
		this.watchDeadline();
	}

	private endLane(lane: Lane, why: End): void {
		this.leaveLine(lane);
		for (let next = this.takeNext(lane); next; next = this.takeNext(lane)) next.end(why);
	}

	/** Only while something waits. */
	private watchDeadline(): void {
		this.deadline.setTo(this.waiting === 0 ? Infinity : (this.options.stopAt ?? Infinity));
	}
}

const hasTries = (lane: Lane): boolean => lane.first.size + lane.others.size > 0;
