/**
 * The secrets that count, out of what a credential holds. Blanks around a pasted secret are dropped, and an empty one
 * is no secret: with none left, everything is refused.
 */
export const usableSecrets = (secrets: readonly unknown[]): string[] => [
	...new Set(
		secrets
			.filter((secret) => typeof secret === 'string')
			.map((secret) => secret.trim())
			.filter((secret) => secret !== ''),
	),
];
