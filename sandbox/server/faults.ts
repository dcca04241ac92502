import type { FaultEffect, FaultRule } from '../options';

interface ArmedRule {
	rule: FaultRule;
	path: RegExp | null;
	graphql: RegExp | null;
	seen: number;
	struck: number;
}

export interface Strike {
	name: string;
	effect: FaultEffect;
}

/** Decides which faults a request meets: every latency that matches, and the first other effect that does. */
export class Faults {
	private armed: ArmedRule[] = [];

	constructor(private readonly random: () => number) {}

	/** Throws a SyntaxError where a path is not a regular expression. */
	set(rules: FaultRule[]): void {
		this.armed = rules.map((rule) => ({
			rule,
			path: patternOf(rule.match?.path),
			graphql: patternOf(rule.match?.graphql),
			seen: 0,
			struck: 0,
		}));
	}

	get rules(): FaultRule[] {
		return this.armed.map(({ rule }) => rule);
	}

	/** `graphql` is the operation's name and its root fields; undefined for a request that is no GraphQL. */
	strikes(method: string, path: string, graphql?: string): Strike[] {
		const strikes: Strike[] = [];
		let decided = false;
		for (const armed of this.armed) {
			const isLatency = armed.rule.effect.kind === 'latency';
			if ((decided && !isLatency) || !this.hits(armed, method, path, graphql)) continue;
			strikes.push({ name: armed.rule.id ?? armed.rule.effect.kind, effect: armed.rule.effect });
			decided ||= !isLatency;
		}
		return strikes;
	}

	private hits(armed: ArmedRule, method: string, path: string, graphql: string | undefined): boolean {
		const { rule } = armed;
		if (rule.match?.method !== undefined && rule.match.method.toUpperCase() !== method) return false;
		if (armed.path && !armed.path.test(path)) return false;
		if (armed.graphql && (graphql === undefined || !armed.graphql.test(graphql))) return false;
		armed.seen++;
		if (armed.seen <= (rule.after ?? 0)) return false;
		if (rule.times !== undefined && armed.struck >= rule.times) return false;
		if (rule.rate !== undefined && this.random() >= rule.rate) return false;
		armed.struck++;
		return true;
	}
}

function patternOf(source: string | undefined): RegExp | null {
	return source === undefined ? null : new RegExp(source);
}
