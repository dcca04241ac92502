import { say } from '../n8n/say';

/** Named checks, one after the other: a failing one is told and counted, and the rest still run. */
export class Checks {
	private passed = 0;
	private readonly failedNames: string[] = [];
	private readonly skippedNames: string[] = [];

	/** @param onFailure keeps what helps to understand a failure, e.g. a screenshot */
	constructor(private readonly onFailure: (name: string) => Promise<void>) {}

	async check(name: string, work: () => Promise<void>): Promise<boolean> {
		const begun = Date.now();
		try {
			await work();
		} catch (error) {
			this.failedNames.push(name);
			const text = error instanceof Error ? error.message : String(error);
			say(`FAILED ${name}\n       ${text.replaceAll('\n', '\n       ')}`);
			await this.onFailure(name).catch(() => undefined);
			return false;
		}
		this.passed++;
		say(`ok     ${name} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
		return true;
	}

	skip(name: string, why: string): void {
		this.skippedNames.push(name);
		say(`skip   ${name}: ${why}`);
	}

	get failed(): number {
		return this.failedNames.length;
	}

	summary(): string {
		return `tests: ${this.passed} passed, ${this.failed} failed, ${this.skippedNames.length} skipped`;
	}
}

/** @throws with both values when they differ */
export function expectEqual(what: string, actual: unknown, expected: unknown): void {
	const [is, should] = [JSON.stringify(actual), JSON.stringify(expected)];
	if (is !== should) throw new Error(`${what}: expected ${should}, got ${is}`);
}

export function expectThat(holds: boolean, otherwise: string): void {
	if (!holds) throw new Error(otherwise);
}
