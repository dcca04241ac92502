import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { known } from '../api/narrow';
import type { TierDirectory } from '../api/partner/tiers';
import type { Form } from '../api/readers/form';
import { tiersField } from './campaign';
import { fieldCollection } from './common';
import { output } from './outputs';

const locator = (
	displayName: string,
	name: string,
	required: boolean,
	description: string,
	hint: string,
): INodeProperties => ({
	displayName,
	name,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required,
	description,
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a form…',
			typeOptions: { searchListMethod: 'searchForms', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 67f8d0eb224ca611de0b5001',
			hint,
		},
	],
});

export const formLocator = locator(
	'Form',
	'form',
	true,
	'The form that partners fill in',
	'The ID; a form’s title is taken too',
);

/** The form that goes with a drop, or with a product in it. Its name is older than the locator: a plain ID is still read. */
export const dropFormField = locator(
	'Form',
	'formId',
	false,
	'Form template of the drop',
	'The ID of the form',
);
export const productFormField = locator(
	'Product Form',
	'formId',
	false,
	'Form template of the product in the drop',
	'The ID of the form',
);

/** The questions of a form, one by one or as JSON. */
export const questionFields = (update: boolean): INodeProperties[] => [
	{
		displayName: 'Specify Questions',
		name: 'questionsInput',
		type: 'options',
		default: 'fields',
		...(update && { default: 'none' }),
		options: [
			...(update ? [{ name: 'Leave as They Are', value: 'none' }] : []),
			{ name: 'Using Fields Below', value: 'fields', description: 'Fill in a line for each question' },
			{ name: 'Using JSON', value: 'json', description: 'Give them as one JSON list' },
		],
		description: 'How the questions are given',
	},
	{
		displayName: 'Questions',
		name: 'questions',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Question',
		default: {},
		displayOptions: { show: { questionsInput: ['fields'] } },
		options: [
			{
				displayName: 'Question',
				name: 'question',
				values: [
					{
						displayName: 'Label',
						name: 'label',
						type: 'string',
						default: '',
						required: true,
						placeholder: 'e.g. What is your headline?',
						description: 'The question as partners read it',
					},
					{
						displayName: 'Answer',
						name: 'inputType',
						type: 'options',
						default: 'text',
						options: [
							{ name: 'Long Text', value: 'textarea', description: 'A text of several lines' },
							{ name: 'Text', value: 'text', description: 'A text of one line' },
						],
						description: 'What partners can answer with',
					},
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. headline',
						description: 'Key of the answer; it is made from the label when left out',
					},
				],
			},
		],
		description: 'The questions in the order they are asked',
	},
	{
		displayName: 'Questions (JSON)',
		name: 'questionsJson',
		type: 'json',
		default: '[]',
		placeholder: 'e.g. [{"name": "headline", "label": "Headline", "inputType": "text"}]',
		hint: 'Such as [{"name": "headline", "label": "Headline", "inputType": "text"}]',
		displayOptions: { show: { questionsInput: ['json'] } },
		description:
			'A list of objects with name, label, inputType (text or textarea) and dataType; whatever else they hold is sent along',
	},
];

const fields: INodeProperties[] = [
	{
		displayName: 'Action',
		name: 'action',
		type: 'string',
		default: '',
		description: 'Action of the form, as CreatorCommerce names it',
	},
	{
		displayName: 'Description',
		name: 'description',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		description: 'Text above the questions',
	},
	{
		displayName: 'Is Active',
		name: 'isActive',
		type: 'boolean',
		default: true,
		description: 'Whether the form is shown to partners',
	},
	{
		displayName: 'On Submit',
		name: 'onSubmit',
		type: 'string',
		default: '',
		description: 'What happens when the form is submitted, as CreatorCommerce names it',
	},
	{
		displayName: 'Product Tags',
		name: 'productTags',
		type: 'string',
		default: '',
		placeholder: 'e.g. summer, new',
		description:
			'Tags of the products the form is for, separated by commas; on an update they replace the present ones',
	},
	tiersField('form'),
	{
		displayName: 'Type',
		name: 'type',
		type: 'string',
		default: 'custom',
		description: 'Kind of form, as CreatorCommerce names it',
	},
];

export const formCreateFields = fieldCollection('Additional Fields', 'additionalFields', fields);

export const formUpdateFields = fieldCollection(
	'Update Fields',
	'updateFields',
	[
		...fields,
		{
			displayName: 'Title',
			name: 'title',
			type: 'string' as const,
			default: '',
			description: 'New title of the form',
		},
	].sort((left, right) => (left.displayName < right.displayName ? -1 : 1)),
);

/** A form in plain fields; tiers by name where their names are known. */
export const formOutput = (form: Form, tiers: TierDirectory): IDataObject =>
	output(
		known({
			id: form.id,
			title: form.title,
			description: form.description,
			type: form.type,
			isActive: form.isActive,
			questions: form.questions,
			tiers: form.tierIds.map((id) => tiers.titleOf(id)),
			tierIds: form.tierIds,
			productTags: form.productTags,
			onSubmit: form.onSubmit,
			action: form.action,
			createdAt: form.createdAt,
			updatedAt: form.updatedAt,
		}),
	);
