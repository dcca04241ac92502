import type { IDataObject } from 'n8n-workflow';
import type { Entry } from '../../api/catalogue';
import { type DefinitionRecord, readDefinition } from '../../api/catalogues';
import { InputError } from '../../api/failure';
import { type Json, asFlag, asRecord, known } from '../../api/narrow';
import { oneCreationAtATime } from '../../api/partner/creations';
import { unwrap } from '../../api/readers/lists';
import { parseHandle, slugOf } from '../../api/slug';
import { shown } from '../../api/text';
import { writeOptions } from '../../fields/common';
import {
	FIELD_TYPES,
	OWNER_TYPES,
	definitionFields,
	definitionOutput,
	ownerWords,
} from '../../fields/customFieldDefinition';
import { output } from '../../fields/outputs';
import { readFlag } from '../../fields/read';
import { eachItem } from '../../runtime/eachItem';
import { type Item, blankless } from '../../runtime/item';
import type { Operation } from '../../runtime/operation';
import type { Run } from '../../runtime/run';

interface Task {
	body: Json & { ownerType: string; handle: string; type: string; name: string };
	useExisting: boolean;
}

export const create: Operation = {
	name: 'Create',
	value: 'create',
	action: 'Create custom field',
	description: 'Define a custom field for partners, drops, products in drops and so on',
	fields: [
		...definitionFields,
		writeOptions({
			displayName: 'Use Existing Field',
			name: 'useExisting',
			type: 'boolean',
			default: false,
			description:
				'Whether to take a field that is defined already with the same handle and type, instead of stopping. So a workflow that sets up a store can be run again.',
		}),
	],
	writes: true,
	execute: eachItem<Task>({
		async prepare(item, run) {
			const body = readDefinitionBody(item);
			const useExisting = asFlag(item.collection('options').useExisting) ?? false;
			checkExisting(await existing(body, run), body, useExisting);
			return { body, useExisting };
		},
		async perform(task, run) {
			const { ownerType, handle } = task.body;
			const { definitions } = run.catalogues;
			const key = `${run.api.shopDomain} custom field ${ownerType} ${handle}`;
			return await oneCreationAtATime(run.api, key, definitions.execution, async (triedBefore) => {
				// Another execution may have defined it since the list was read.
				if (triedBefore) await definitions.again();
				return await define(task, run);
			});
		},
		target: ({ body }) => `${body.ownerType} ${body.handle}`,
	}),
};

async function define({ body, useExisting }: Task, run: Run): Promise<IDataObject> {
	// An earlier item of this run may have defined it meanwhile.
	const there = await existing(body, run);
	checkExisting(there, body, useExisting);
	if (there) return output({ status: 'alreadyThere', ...definitionOutput(there) });
	let seen: Entry<DefinitionRecord> | undefined;
	const answer = await run.api.call('createChannelCustomFieldDefinition', {
		body,
		lookFirst: async () => {
			await run.catalogues.definitions.again();
			seen = await existing(body, run);
			return seen === undefined ? 'absent' : { found: undefined };
		},
	});
	const raw = asRecord(unwrap(answer, 'customFieldDefinition'));
	const value = readDefinition({ ...body, handle: `cc-${body.handle}`, ...raw });
	const made = seen ?? (value && { value, raw: { ...body, ...raw } });
	// An answer without an ID: what was sent is known all the same, and the list is asked again for the next row.
	if (made === undefined) {
		await run.catalogues.definitions.again();
		return output({ ...body, status: 'created', handle: `cc-${body.handle}` });
	}
	run.catalogues.definitions.add(made);
	return output({ status: 'created', ...definitionOutput(made) });
}

function readDefinitionBody(item: Item): Task['body'] {
	const given = item.collection('additionalFields');
	const name = item.requiredText('fieldName', 'Name');
	const handle = blankless(given.handle);
	const fromName = slugOf(name);
	if (handle === undefined && fromName === '') {
		throw new InputError(
			`No handle can be made from the name “${shown(name)}”`,
			'Handle',
			'Add Handle under Additional Fields, in small letters and digits.',
		);
	}
	return {
		ownerType: oneOf(item.text('ownerType'), OWNER_TYPES, 'Belongs To'),
		name,
		handle: parseHandle(handle ?? fromName, 'Handle'),
		type: oneOf(item.text('fieldType'), FIELD_TYPES, 'Type'),
		...known({
			description: blankless(given.description),
			isEditable: readFlag(given.isEditable, 'Is Editable'),
			isCreatorEditable: readFlag(given.isCreatorEditable, 'Is Creator Editable'),
		}),
	};
}

function oneOf(given: string | undefined, options: typeof OWNER_TYPES, field: string): string {
	if (given !== undefined && options.some(({ value }) => value === given)) return given;
	const values = options.map(({ value }) => value).join(', ');
	throw new InputError(`“${shown(given ?? '')}” is no choice for ${field}`, field, `Use one of: ${values}.`);
}

/** A handle is one for what it belongs to: another owner may have the same. */
async function existing(
	{ ownerType, handle }: Task['body'],
	run: Run,
): Promise<Entry<DefinitionRecord> | undefined> {
	const wanted = [handle, `cc-${handle}`];
	return (await run.catalogues.definitions.all()).find(
		({ value }) => value.ownerType === ownerType && wanted.includes(value.handle.toLowerCase()),
	);
}

/** @throws InputError when it is there already and is not, or cannot be, taken */
function checkExisting(
	there: Entry<DefinitionRecord> | undefined,
	{ ownerType, type }: Task['body'],
	useExisting: boolean,
): void {
	if (there === undefined) return;
	const { value } = there;
	const owner = ownerWords(ownerType);
	if (value.type !== type) {
		throw new InputError(
			`The custom field ${value.handle} exists already for ${owner}, and is of the type ${value.type}, not ${type}`,
			useExisting ? 'Type' : 'Handle',
			'Choose another handle, or the type that the field has.',
		);
	}
	if (useExisting) return;
	throw new InputError(
		`The custom field ${value.handle} exists already for ${owner} (ID ${value.id})`,
		'Handle',
		'Choose another handle, or turn on Use Existing Field under Options.',
	);
}
