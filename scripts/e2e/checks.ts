import { say } from '../n8n/say';

/** Named checks, one after the other: a failing one is told and counted, and the rest still run. */
export class Checks {
	private passed = 0;
	private readonly failedNames: string[] = [];
	private readonly skippedNames: string[] = [];

	/** @param onFailure keeps what helps to understand a failure, e.g. a screenshot, and gives back what to print of it */
	constructor(private readonly onFailure: (name: string) => Promise<string>) {}

	/**
	 * @param tries more than one only for clicks in n8n's editor that begin anew each time: once in some hundred checks the page did not
	 *     show what was asked for, and a person tries again then. A try that failed is told as fully as a failure.
	 */
	async check(name: string, work: () => Promise<void>, tries = 1): Promise<boolean> {
		const begun = Date.now();
		try {
			await work();
		} catch (error) {
			const text = error instanceof Error ? error.message : String(error);
			const seen = await this.onFailure(name).catch((reason: unknown) => `No evidence: ${String(reason)}`);
			const outcome = tries > 1 ? 'again ' : 'FAILED';
			say(`${outcome} ${name}\n${text}\n${seen}`.trimEnd().replaceAll('\n', '\n       '));
			if (tries > 1) return await this.check(name, work, tries - 1);
			this.failedNames.push(name);
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
