import { booleanOf, listOf, requiredTextOf, textOf } from '../server/input';
import { openRecordOperations } from './openRecords';

export const formOperations = openRecordOperations({
	folder: 'form-definitions',
	one: 'formDefinition',
	many: 'formDefinitions',
	idParam: 'formDefinitionId',
	words: 'form definition',
	operationIds: {
		list: 'getChannelFormDefinitions',
		create: 'createChannelFormDefinition',
		get: 'getChannelFormDefinition',
		update: 'updateChannelFormDefinition',
	},
	table: (store) => store.forms,
	check(_call, body, isNew) {
		if (isNew) requiredTextOf(body, 'title');
		else textOf(body, 'title');
		booleanOf(body, 'isActive');
		listOf(body, 'fields');
		return { type: 'custom', isActive: true, fields: [] };
	},
});
