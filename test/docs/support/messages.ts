import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** Stands for what is only known when the message is shown: a name, a number, an e-mail. */
export const BLANK = '…';

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

function matches(pattern: string, text: string): boolean {
	const words = pattern
		.split(BLANK)
		.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
		.join('.*');
	return new RegExp(`^${words}$`, 'u').test(text);
}

/** Whether a text of the code can be the one quoted. A blank on either side may be any words on the other. */
export function isSaidBy(quoted: string, wording: string): boolean {
	const quotation = bare(quoted);
	return beginnings(wording).some((beginning) => {
		const text = bare(beginning);
		// A text that is mostly blanks would be everything's source.
		if (lettersIn(text) < 6 || lettersIn(text) * 2 < lettersIn(quotation)) return false;
		return matches(open(beginning), quotation) || (lettersIn(quotation) >= 6 && matches(open(quoted), text));
	});
}
