/**
 * Gathers what many ask for at about the same time into few calls. Each key is asked for once and remembered, unless it
 * came to nothing for want of an answer.
 */
export class Gather<V> {
	private readonly known = new Map<string, Promise<V>>();
	private waiting: Array<{ key: string; resolve: (value: V) => void; reject: (fault: unknown) => void }> = [];

	/**
	 * @param fetch gives the value of each key, of as many keys as `most`
	 * @param breathe gives the event loop its turn; who has something to ask does it before or in that turn
	 */
	constructor(
		private readonly fetch: (keys: string[]) => Promise<(key: string) => V>,
		private readonly most: number,
		private readonly breathe: () => Promise<void>,
	) {}

	ask(key: string): Promise<V> {
		const known = this.known.get(key);
		if (known) return known;
		const asked = new Promise<V>((resolve, reject) => {
			this.waiting.push({ key, resolve, reject });
			if (this.waiting.length === 1) void this.send();
		});
		this.known.set(key, asked);
		asked.catch(() => this.known.delete(key));
		return asked;
	}

	/** Waits until two turns went by without another question, then sends all of them. */
	private async send(): Promise<void> {
		for (let seen = 0; seen < this.waiting.length;) {
			seen = this.waiting.length;
			await this.breathe();
			await this.breathe();
		}
		const all = this.waiting;
		this.waiting = [];
		for (let at = 0; at < all.length; at += this.most) {
			const part = all.slice(at, at + this.most);
			this.fetch(part.map(({ key }) => key)).then(
				(valueOf) => part.forEach(({ key, resolve }) => resolve(valueOf(key))),
				(fault: unknown) => part.forEach(({ reject }) => reject(fault)),
			);
		}
	}
}
