/**
 * A text that Shopify's search knows word by word: case does not count, punctuation parts words, and what is asked for
 * need only be the beginning of a run of them. `sku:A-1` finds A-1, a-1, A-10 and X-A-1; whoever asks has to look closely.
 */
export class Words {
	private readonly words: string[];

	constructor(text: string | null) {
		this.words = wordsOf(text ?? '');
	}

	find(wanted: string): boolean {
		const asked = wordsOf(wanted);
		if (asked.length === 0) return false;
		return this.words.some((_, from) =>
			asked.every((word, at) => {
				const there = this.words[from + at];
				return at === asked.length - 1 ? there?.startsWith(word) : there === word;
			}),
		);
	}
}

const wordsOf = (text: string): string[] =>
	text
		.toLowerCase()
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== '');
