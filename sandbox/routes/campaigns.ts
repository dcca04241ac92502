import { booleanOf, requiredTextOf, textOf, textsOf } from '../server/input';
import { tierById } from '../server/find';
import { openRecordOperations } from './openRecords';

export const campaignOperations = openRecordOperations({
	folder: 'campaigns',
	one: 'campaign',
	many: 'campaigns',
	idParam: 'campaignId',
	words: 'campaign',
	operationIds: {
		list: 'getChannelCampaigns',
		create: 'createChannelCampaign',
		get: 'getChannelCampaign',
		update: 'updateChannelCampaign',
	},
	table: (store) => store.campaigns,
	check(call, body, isNew) {
		if (isNew) requiredTextOf(body, 'title');
		else textOf(body, 'title');
		booleanOf(body, 'isActive');
		textsOf(body, 'tags');
		for (const id of textsOf(body, 'collabTiers') ?? []) tierById(call, id);
		return { isActive: true, collabTiers: [] };
	},
});
