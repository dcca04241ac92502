/** The resource Custom Field. */
import type { NodeCase } from './node';

const customField = (operation: string, parameters: Record<string, unknown> = {}) => ({
	resource: 'customField',
	operation,
	...parameters,
});

export const CUSTOM_FIELD_CASES: NodeCase[] = [
	{
		operationId: 'createChannelCustomFieldDefinition',
		name: 'custom field create, minimal',
		parameters: () => customField('create', { fieldName: 'Contract field' }),
	},
	{
		operationId: 'createChannelCustomFieldDefinition',
		name: 'custom field create, full',
		keyType: 'partner',
		parameters: () =>
			customField('create', {
				ownerType: 'collabTier',
				fieldName: 'Contract field',
				fieldType: 'list.media',
				additionalFields: {
					description: 'For the contract',
					handle: 'cc-contract-pictures',
					isCreatorEditable: true,
					isEditable: false,
				},
				options: { useExisting: true },
			}),
	},
	{
		operationId: 'getChannelCustomFieldDefinitions',
		name: 'custom field get many',
		parameters: () => customField('getAll'),
	},
	{
		operationId: 'getChannelCustomFieldDefinitions',
		name: 'custom field get many, of drops',
		keyType: 'partner',
		parameters: () =>
			customField('getAll', { returnAll: true, simplify: false, filters: { ownerType: 'drop' } }),
	},
];
