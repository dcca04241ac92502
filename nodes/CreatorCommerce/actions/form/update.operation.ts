import { type Json, asFlag, asRecord } from '../../api/narrow';
import { readForm } from '../../api/readers/form';
import { unwrap } from '../../api/readers/lists';
import { writeOptions } from '../../fields/common';
import { formLocator, formOutput, formUpdateFields, questionFields } from '../../fields/form';
import { output } from '../../fields/outputs';
import { nothingToUpdate } from '../../fields/read';
import { completed, mergedQuestions, readFormFields, readQuestions } from '../../fields/readFormFields';
import { eachItem } from '../../runtime/eachItem';
import type { Operation } from '../../runtime/operation';
import type { Run } from '../../runtime/run';

interface Task {
	formDefinitionId: string;
	body: Json;
	questions?: Json[];
	replaceQuestions: boolean;
}

export const update: Operation = {
	name: 'Update',
	value: 'update',
	action: 'Update form',
	description: 'Update fields and questions of a form; what is not named stays as it is',
	fields: [
		formLocator,
		formUpdateFields,
		...questionFields(true),
		writeOptions({
			displayName: 'Remove Other Questions',
			name: 'replaceQuestions',
			type: 'boolean',
			default: false,
			description:
				'Whether to remove the questions that are not given. Otherwise they stay, and the given ones change those of the same name or are added.',
		}),
	],
	writes: true,
	execute: eachItem<Task>({
		async prepare(item, run) {
			const body = await readFormFields(item.collection('updateFields'), run);
			const questions = readQuestions(item);
			const replaceQuestions = asFlag(item.collection('options').replaceQuestions) ?? false;
			// An empty list only means something where it removes the others.
			const says = questions !== undefined && (questions.length > 0 || replaceQuestions);
			if (Object.keys(body).length === 0 && !says) throw nothingToUpdate();
			const formDefinitionId = await run.catalogues.forms.idOf(item.locator('form').value);
			return { formDefinitionId, body, ...(says && { questions }), replaceQuestions };
		},
		async perform(task, run) {
			const { formDefinitionId } = task;
			const body = { ...task.body, ...(await questionsToSend(task, run)) };
			const answer = await run.api.call('updateChannelFormDefinition', { path: { formDefinitionId }, body });
			const record = asRecord(unwrap(answer, 'formDefinition'));
			const form = readForm({ _id: formDefinitionId, ...body, ...record });
			return form ? formOutput(form, run.tiers) : output(record);
		},
		target: ({ formDefinitionId }) => formDefinitionId,
	}),
};

/** The API replaces the whole list: to keep the other questions they are read and sent along. */
async function questionsToSend(task: Task, run: Run): Promise<{ fields?: Json[] }> {
	const { questions, replaceQuestions, formDefinitionId } = task;
	if (questions === undefined) return {};
	if (replaceQuestions) return { fields: questions.map(completed) };
	const answer = await run.api.call('getChannelFormDefinition', { path: { formDefinitionId } });
	const present = readForm(unwrap(answer, 'formDefinition'))?.questions ?? [];
	return { fields: mergedQuestions(present, questions) };
}
