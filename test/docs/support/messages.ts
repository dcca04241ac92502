import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Stands for what is only known when the message is shown: a name, a number, an e-mail. */
const BLANK = '…';

/** A template with several places to choose from has so many wordings at most; more is a sign of a wrong reading. */
const MOST_WORDINGS = 64;

export interface Message {
	file: string;
	/** Each wording it can have; both sides of a condition inside it count. */
	wordings: string[];
}

const sourceFiles = (folder: string): string[] =>
	readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => join(folder, name));

/** What a text in the code can come out as; undefined for what is no text. */
function wordingsOf(node: ts.Expression): string[] | undefined {
	if (ts.isStringLiteralLike(node)) return [node.text];
	if (ts.isParenthesizedExpression(node)) return wordingsOf(node.expression);
	if (ts.isConditionalExpression(node)) {
		const both = [wordingsOf(node.whenTrue), wordingsOf(node.whenFalse)];
		return both.every((side) => side === undefined) ? undefined : both.flatMap((side) => side ?? [BLANK]);
	}
	if (!ts.isTemplateExpression(node)) return undefined;
	let wordings = [node.head.text];
	for (const { expression, literal } of node.templateSpans) {
		const inside = wordingsOf(expression) ?? [BLANK];
		wordings = wordings
			.flatMap((begun) => inside.map((part) => `${begun}${part}${literal.text}`))
			.slice(0, MOST_WORDINGS);
	}
	return wordings;
}

function walk(
	folders: string[],
	visit: (node: ts.Node, found: (wordings: string[]) => void) => void,
): Message[] {
	return folders.flatMap(sourceFiles).flatMap((file) => {
		const messages: Message[] = [];
		const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
		const go = (node: ts.Node): void => {
			visit(node, (wordings) => messages.push({ file, wordings }));
			ts.forEachChild(node, go);
		};
		go(source);
		return messages;
	});
}

/** Every text in the code. */
export const allTexts = (...folders: string[]): Message[] =>
	walk(folders, (node, found) => {
		if (!ts.isStringLiteralLike(node) && !ts.isTemplateExpression(node)) return;
		const wordings = wordingsOf(node);
		if (wordings !== undefined) found(wordings);
	});

/** The first thing that is said of input that cannot be used, or under `what` of a failed request. */
export const headlines = (...folders: string[]): Message[] =>
	walk(folders, (node, found) => {
		const said =
			ts.isNewExpression(node) && node.expression.getText() === 'InputError'
				? node.arguments?.[0]
				: ts.isPropertyAssignment(node) && node.name.getText() === 'what'
					? node.initializer
					: undefined;
		const wordings = said && wordingsOf(said);
		if (wordings !== undefined) found(wordings);
	});

const lettersIn = (text: string): number => text.replace(/[^\p{L}]/gu, '').length;

/** Without what the other side said, a status or a number of tries at the end. */
const bare = (text: string): string =>
	text
		.replace(/…(?:\s*…)+/g, BLANK)
		.replace(/[\s.:,…]+$/, '')
		.trim();

/** The same, with any words at the end where the text ends with a blank. */
const open = (text: string): string => `${bare(text)}${/…[.)]*$/.test(text) ? BLANK : ''}`;

/** The whole text, and what stands before each break in it: an entry may quote the beginning only. */
const beginnings = (text: string): string[] => [
	text,
	...[...text.matchAll(/[.:] |…?, | \(|…+(?=[^\p{L}”) ])/gu)].map(({ index }) => text.slice(0, index)),
];

interface Side {
	text: string;
	letters: number;
	/** What the other side may read like. */
	pattern: RegExp;
}

const sides = new Map<string, Side>();

/** Made once for each text: each is held against hundreds of others. */
function side(given: string): Side {
	const known = sides.get(given);
	if (known !== undefined) return known;
	const text = bare(given);
	const words = open(given)
		.split(BLANK)
		.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
		.join('.*');
	const made = { text, letters: lettersIn(text), pattern: new RegExp(`^${words}$`, 'u') };
	sides.set(given, made);
	return made;
}

const parts = new Map<string, Side[]>();

function partsOf(wording: string): Side[] {
	const known = parts.get(wording);
	if (known !== undefined) return known;
	// A text that is mostly blanks would be everything's source.
	const made = beginnings(wording)
		.map(side)
		.filter(({ letters }) => letters >= 6);
	parts.set(wording, made);
	return made;
}

/** Whether a text of the code can be the one quoted. A blank on either side may be any words on the other. */
export function isSaidBy(quoted: string, wording: string): boolean {
	const quotation = side(quoted);
	return partsOf(wording).some(({ text, letters, pattern }) => {
		if (letters * 2 < quotation.letters) return false;
		return pattern.test(quotation.text) || (quotation.letters >= 6 && quotation.pattern.test(text));
	});
}
