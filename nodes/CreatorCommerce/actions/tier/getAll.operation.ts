import type { IDataObject } from 'n8n-workflow';
import type { Entry } from '../../api/catalogue';
import { asFlag, asRecord, asText, idOf, known } from '../../api/narrow';
import type { Tier } from '../../api/readers/lists';
import { returnAllFields, simplifyField } from '../../fields/common';
import { output } from '../../fields/outputs';
import { type Portion, readPortion } from '../../fields/readPortion';
import { eachItem } from '../../runtime/eachItem';
import type { Operation } from '../../runtime/operation';

export const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many tiers',
	description: 'Get many tiers of the store with their discounts',
	fields: [...returnAllFields('tiers'), simplifyField],
	writes: false,
	execute: eachItem<Portion>({
		prepare: async (item) => readPortion(item),
		async perform({ limit, simplify }, run) {
			const tiers = (await run.catalogues.tierRecords.all()).slice(0, limit);
			return tiers.map((entry) => (simplify ? tierOutput(entry) : output(entry.raw)));
		},
	}),
};

const tierOutput = ({ value, raw }: Entry<Tier>): IDataObject =>
	output(
		known({
			id: value.id,
			title: value.title,
			key: value.key,
			isDefault: value.isDefault,
			discountAmount: value.discountAmount,
			discountType: value.discountType,
			discountCode: asText(asRecord(raw.discount).discountCode),
			relationshipManager: asText(raw.relationshipManager),
			campaignId: idOf(raw.campaign),
			isShopifyCreatorMetaobjectSyncDisabled: asFlag(raw.isShopifyCreatorMetaobjectSyncDisabled),
			createdAt: asText(raw.createdAt),
			updatedAt: asText(raw.updatedAt),
		}),
	);
