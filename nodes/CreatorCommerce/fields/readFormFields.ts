import { InputError } from '../api/failure';
import { parseTexts } from '../api/list';
import { type Json, asList, asRecord, asText, isRecord, known } from '../api/narrow';
import { slugOf } from '../api/slug';
import { shown } from '../api/text';
import { type Item, blankless, parsedJson } from '../runtime/item';
import type { Store } from '../runtime/run';
import { readFlag, readTiers } from './read';

/** The fields of a form but its questions, checked, under the API's names. Blank values count as not given. */
export async function readFormFields(given: Json, store: Store): Promise<Json> {
	return known({
		title: blankless(given.title),
		description: blankless(given.description),
		type: blankless(given.type),
		isActive: readFlag(given.isActive, 'Is Active'),
		collabTiers: await readTiers(given.tiers, store),
		productTags: parseTexts(given.productTags, 'Product Tags'),
		onSubmit: blankless(given.onSubmit),
		action: blankless(given.action),
	});
}

/**
 * The questions an item gives, as the API keeps them; undefined when they are to stay as they are.
 * @throws InputError naming the question
 */
export function readQuestions(item: Item): Json[] | undefined {
	switch (item.raw('questionsInput')) {
		case 'json':
			return checked(fromJson(item.raw('questionsJson')), 'Questions (JSON)');
		case 'fields':
			return checked(asList(item.collection('questions').question).map(fromFields), 'Questions');
		default:
			return undefined;
	}
}

/** The API's own example has `fieldType`, `dataType` and `inputType` in every question. */
function fromFields(given: unknown, at: number): Json {
	const { label, name, inputType } = asRecord(given);
	const text = blankless(label);
	if (text === undefined) {
		throw new InputError(`Question ${at + 1} has no label`, 'Questions', 'Fill in its label, or remove it.');
	}
	return {
		fieldType: 'field',
		name: blankless(name) ?? nameFrom(text, 'Questions'),
		label: text,
		dataType: 'string',
		inputType: inputType === 'textarea' ? 'textarea' : 'text',
	};
}

/** A question without a name could never be changed later: questions are told apart by name. */
function nameFrom(label: string, field: string): string {
	const name = slugOf(label).replace(/-/g, '_');
	if (name !== '') return name;
	throw new InputError(
		`No name can be made from the label “${shown(label)}”`,
		field,
		'Fill in Name, in small letters and digits.',
	);
}

function fromJson(raw: unknown): Json[] {
	const field = 'Questions (JSON)';
	const parsed = parsedJson(raw, field) ?? [];
	if (!Array.isArray(parsed)) {
		throw new InputError(
			`${field} is no list`,
			field,
			'Use the form [{"name": "headline", "label": "Headline", "inputType": "text"}].',
		);
	}
	return parsed.map((question: unknown, at) => {
		const { name, label } = asRecord(question);
		const text = blankless(label);
		if (isRecord(question) && blankless(name) !== undefined) return question;
		if (!isRecord(question) || text === undefined) {
			throw new InputError(
				`Question ${at + 1} of ${field} is no object with a name`,
				field,
				'Use the form {"name": "headline", "label": "Headline", "inputType": "text"}.',
			);
		}
		return { ...question, name: nameFrom(text, field) };
	});
}

function checked(questions: Json[], field: string): Json[] {
	const names = questions.map(({ name }) => asText(name)).filter((name) => name !== undefined);
	const twice = names.find((name, at) => names.indexOf(name) !== at);
	if (twice === undefined) return questions;
	throw new InputError(
		`Two questions are called “${shown(twice)}”`,
		field,
		'Give each question a name of its own.',
	);
}

/** The present questions with the given ones put in their place by name; new ones follow. */
export function mergedQuestions(present: Json[], given: Json[]): Json[] {
	const byName = new Map(given.map((question) => [asText(question.name), question]));
	const kept = present.map((question) => {
		const name = asText(question.name);
		const change = name === undefined ? undefined : byName.get(name);
		return change ? { ...question, ...change } : question;
	});
	const names = new Set(present.map(({ name }) => asText(name)));
	return [
		...kept,
		...given.filter(({ name }) => name === undefined || !names.has(asText(name))).map(completed),
	];
}

/** A question given as JSON may leave out what all questions of the API's examples have. */
export const completed = (question: Json): Json => ({ fieldType: 'field', ...question });
