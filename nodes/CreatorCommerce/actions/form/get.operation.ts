import { asRecord } from '../../api/narrow';
import { readForm } from '../../api/readers/form';
import { unwrap } from '../../api/readers/lists';
import { simplifyField } from '../../fields/common';
import { formLocator, formOutput } from '../../fields/form';
import { output } from '../../fields/outputs';
import { eachItem } from '../../runtime/eachItem';
import type { Operation } from '../../runtime/operation';

export const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get form',
	description: 'Get one form with its questions',
	fields: [formLocator, simplifyField],
	writes: false,
	execute: eachItem<{ formDefinitionId: string; simplify: boolean }>({
		prepare: async (item, run) => ({
			formDefinitionId: await run.catalogues.forms.idOf(item.locator('form').value),
			simplify: item.flag('simplify'),
		}),
		async perform({ formDefinitionId, simplify }, run) {
			const answer = await run.api.call('getChannelFormDefinition', { path: { formDefinitionId } });
			const record = unwrap(answer, 'formDefinition');
			const form = readForm(record);
			if (!simplify || form === undefined) return output(asRecord(record));
			if (form.tierIds.length > 0) await run.tiers.all();
			return formOutput(form, run.tiers);
		},
	}),
};
