import { createHash, randomBytes } from 'node:crypto';

export const HEX24 = /^[0-9a-f]{24}$/i;

/** Makes ids as MongoDB does: seconds, a process part and a counter, so that later ids sort after earlier ones. */
export class IdMaker {
	private counter = 0;

	constructor(private readonly processPart = randomBytes(5).toString('hex')) {}

	make(atMs: number): string {
		this.counter = (this.counter + 1) % 0x1000000;
		const seconds = Math.floor(atMs / 1000);
		return (
			seconds.toString(16).padStart(8, '0') + this.processPart + this.counter.toString(16).padStart(6, '0')
		);
	}
}

/** A stable id for something that is known by a name. */
export function idOf(name: string): string {
	return createHash('sha256').update(name).digest('hex').slice(0, 24);
}

/** A stable 32-bit number for a text: decides, the same way every time, which shape a record is shown in. */
export function numberOf(text: string): number {
	let hash = 0x811c9dc5;
	for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
	return (hash ^ (hash >>> 15)) >>> 0;
}
