/** Numbers from 0 up to 1 that look random; the same seed, the same numbers (mulberry32). */
export function seeded(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = state;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

/** Choices that look random: a whole number below one, one of several things. */
export function choosing(seed: number) {
	const random = seeded(seed);
	const pick = (below: number): number => Math.floor(random() * below);
	const oneOf = <T>(...choices: [T, ...T[]]): T => choices[pick(choices.length)] ?? choices[0];
	return { pick, oneOf };
}
