import type {
	FieldType,
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import type { CustomFieldOwner } from '../../api/customFields';
import { openForEditor } from './editor';

/** The field types n8n knows, for those of the API; whatever is neither number, boolean, date nor list is a text. */
function typeOf(type: string): FieldType {
	if (type.startsWith('number_')) return 'number';
	if (type === 'boolean') return 'boolean';
	if (type === 'date_time') return 'dateTime';
	if (type.startsWith('list.')) return 'array';
	return type === 'json' ? 'object' : 'string';
}

const fieldsOf = (owner: CustomFieldOwner) =>
	async function (this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
		return await openForEditor(this, async ({ customFields }) => ({
			fields: (await customFields.all(owner)).map(({ handle, name, type }): ResourceMapperField => ({
				id: handle,
				displayName: name,
				required: false,
				defaultMatch: false,
				canBeUsedToMatch: false,
				display: true,
				type: typeOf(type),
			})),
		}));
	};

export const getPartnerCustomFields = fieldsOf('collab');
export const getDropCustomFields = fieldsOf('drop');
export const getEnhancementCustomFields = fieldsOf('enhancement');
