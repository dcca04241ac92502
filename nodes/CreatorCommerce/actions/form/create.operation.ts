import { titleKey } from '../../api/catalogue';
import { createOnce } from '../../api/createOnce';
import { InputError } from '../../api/failure';
import { type Json, asFlag, asRecord } from '../../api/narrow';
import { readForm } from '../../api/readers/form';
import { unwrap } from '../../api/readers/lists';
import { matchOnTitleOption, writeOptions } from '../../fields/common';
import { formCreateFields, formOutput, questionFields } from '../../fields/form';
import { output } from '../../fields/outputs';
import { completed, readFormFields, readQuestions } from '../../fields/readFormFields';
import { eachItem } from '../../runtime/eachItem';
import type { Operation } from '../../runtime/operation';

interface Task {
	body: Json & { title: string };
	matchOnTitle: boolean;
}

export const create: Operation = {
	name: 'Create',
	value: 'create',
	action: 'Create form',
	description: 'Create a form for partners; one with the same title is used instead of making a second',
	fields: [
		{
			displayName: 'Title',
			name: 'title',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Creator Intake',
			description: 'Title of the form',
		},
		...questionFields(false),
		formCreateFields,
		writeOptions(matchOnTitleOption('form')),
	],
	writes: true,
	execute: eachItem<Task>({
		async prepare(item, run) {
			const title = item.requiredText('title', 'Title');
			const fields = (readQuestions(item) ?? []).map(completed);
			if (fields.length === 0) {
				throw new InputError('The form has no questions', 'Questions', 'Add at least one question.');
			}
			return {
				// The one kind of form the API's file shows.
				body: {
					type: 'custom',
					...(await readFormFields(item.collection('additionalFields'), run)),
					title,
					fields,
				},
				matchOnTitle: asFlag(item.collection('options').matchOnTitle) ?? true,
			};
		},
		async perform({ body, matchOnTitle }, run) {
			const { status, entry } = await createOnce(
				run.api,
				run.catalogues.forms,
				'createChannelFormDefinition',
				body,
				(answer) => {
					const raw = asRecord(unwrap(answer, 'formDefinition'));
					const value = readForm({ ...body, ...raw });
					return value && { value, raw };
				},
				matchOnTitle,
			);
			return output({ status, ...formOutput(entry.value, run.tiers) });
		},
		// The second of two rows with one title must see what the first has made.
		target: ({ body }) => titleKey(body.title),
	}),
};
