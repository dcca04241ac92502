export type Refusal =
	| 'noSecret' // none is set: everything is refused
	| 'unknownScheme' // the settings name an algorithm, encoding or content that does not exist
	| 'headerMissing'
	| 'mismatch'
	| 'timestampMissing'
	| 'timestampUnreadable'
	| 'stale' // or from the future
	| 'idMissing';

export type Verdict = { ok: true } | { ok: false; reason: Refusal };

export const refused = (reason: Refusal): Verdict => ({ ok: false, reason });
export const VERIFIED: Verdict = { ok: true };
