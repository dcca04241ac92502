import { invalid } from '../server/errors';
import { bodyObject, booleanOf, fieldHandle, requiredTextOf, textOf } from '../server/input';
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
			handle: fieldHandle(requiredTextOf(body, 'handle')),
			type: requiredTextOf(body, 'type'),
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
