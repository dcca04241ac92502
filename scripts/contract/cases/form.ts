/** The resource Form. */
import type { World } from '../world';
import type { NodeCase } from './node';
import { locator } from './partner';

const form = (operation: string, parameters: Record<string, unknown> = {}) => ({
	resource: 'form',
	operation,
	...parameters,
});
const known = ({ formId }: World) => ({ form: locator('id', formId) });
const everything = ({ tierId, tierTitle }: World) => ({
	action: 'save',
	description: 'Who are you?',
	isActive: false,
	onSubmit: 'thank-you',
	productTags: ['summer', 'new'],
	tiers: [tierId, tierTitle],
	type: 'custom',
});
const questions = {
	questionsInput: 'fields',
	questions: {
		question: [
			{ label: 'What is your headline?', inputType: 'text', name: 'headline' },
			{ label: 'Tell us about you', inputType: 'textarea' },
		],
	},
};

export const FORM_CASES: NodeCase[] = [
	{
		operationId: 'createChannelFormDefinition',
		name: 'form create, minimal',
		parameters: () =>
			form('create', { title: 'Contract form', questions: { question: [{ label: 'Headline' }] } }),
	},
	{
		operationId: 'createChannelFormDefinition',
		name: 'form create, full',
		keyType: 'partner',
		parameters: (world) =>
			form('create', {
				title: 'Contract form',
				...questions,
				additionalFields: everything(world),
				options: { matchOnTitle: false },
			}),
	},
	{
		operationId: 'createChannelFormDefinition',
		name: 'form create, questions as JSON',
		parameters: () =>
			form('create', {
				title: 'Contract form',
				questionsInput: 'json',
				questionsJson: '[{"name": "about", "label": "About", "dataType": "string", "inputType": "textarea"}]',
			}),
	},
	{
		operationId: 'getChannelFormDefinition',
		name: 'form get',
		parameters: (world) => form('get', known(world)),
	},
	{
		operationId: 'getChannelFormDefinitions',
		name: 'form get many',
		keyType: 'partner',
		parameters: () => form('getAll', { returnAll: true, simplify: false }),
	},
	{
		operationId: 'updateChannelFormDefinition',
		name: 'form update, minimal',
		parameters: (world) => form('update', { ...known(world), updateFields: { title: 'Renamed' } }),
	},
	{
		operationId: 'updateChannelFormDefinition',
		name: 'form update, full',
		keyType: 'partner',
		parameters: (world) =>
			form('update', {
				...known(world),
				...questions,
				updateFields: { ...everything(world), title: 'Renamed' },
			}),
	},
];
