import type { JsonObject } from '../json';
import { invalid } from '../server/errors';
import { bodyObject, booleanOf, plainHandle, requiredTextOf, textOf } from '../server/input';
import type { Operation } from '../server/operation';
import type { DefinitionRecord } from '../store/records';

const OWNER_TYPES = [
	'creator',
	'campaign',
	'collab',
	'collabTier',
	'advert',
	'product',
	'drop',
	'enhancement',
];

const TYPES = [
	'drop',
	'media',
	'product',
	'tag',
	'boolean',
	'date_time',
	'json',
	'number_decimal',
	'number_integer',
	'single_line_text_field',
	'multi_line_text_field',
	'list.drop',
	'list.media',
	'list.tags',
	'list.single_line_text_field',
	'list.multi_line_text_field',
	'list.product',
	'collection_reference',
	'customer_reference',
	'file_reference',
	'metaobject_reference',
	'page_reference',
	'product_reference',
	'variant_reference',
	'list.collection_reference',
	'list.customer_reference',
	'list.file_reference',
	'list.metaobject_reference',
	'list.product_reference',
];

function typeOf(body: JsonObject): string {
	const type = requiredTextOf(body, 'type');
	if (!TYPES.includes(type)) throw invalid('body/type must be equal to one of the allowed values');
	return type;
}

export const getChannelCustomFieldDefinitions: Operation = {
	operationId: 'getChannelCustomFieldDefinitions',
	method: 'GET',
	path: '/channels/:myshopifyDomain/custom-field-definitions',
	failure: 'Failed to retrieve custom field definitions',
	handle: (call) => ({
		customFieldDefinitions: call.store.allDefinitions(),
	}),
};

/** Makes a definition every time; its handle gets the `cc-` prefix. */
export const createChannelCustomFieldDefinition: Operation = {
	operationId: 'createChannelCustomFieldDefinition',
	method: 'POST',
	path: '/channels/:myshopifyDomain/custom-field-definitions',
	failure: 'Failed to create custom field definition',
	handle(call) {
		const body = bodyObject(call.body);
		const ownerType = requiredTextOf(body, 'ownerType');
		if (!OWNER_TYPES.includes(ownerType)) {
			throw invalid('body/ownerType must be equal to one of the allowed values');
		}
		const definition: DefinitionRecord = {
			_id: call.ids.make(Date.parse(call.now)),
			ownerType,
			name: requiredTextOf(body, 'name'),
			description: textOf(body, 'description') ?? '',
			// The vendor's own data has handles such as cc-cc-ken-long-form: what comes with the prefix gets another.
			handle: `cc-${plainHandle(requiredTextOf(body, 'handle'))}`,
			type: typeOf(body),
			isEditable: booleanOf(body, 'isEditable') ?? true,
			isCreatorEditable: booleanOf(body, 'isCreatorEditable') ?? false,
			isDeleted: booleanOf(body, 'isDeleted') ?? false,
			channel: call.channel._id,
			createdAt: call.now,
			updatedAt: call.now,
		};
		call.store.saveDefinition(definition);
		return { customFieldDefinition: definition };
	},
};
