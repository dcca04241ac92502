import type { JsonObject } from '../json';
import { invalid } from '../server/errors';
import { booleanOf, requiredTextOf, textOf, textsOf } from '../server/input';
import { tierById } from '../server/find';
import { openRecordOperations } from './openRecords';

const DATES = ['startAt', 'endAt'];
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

function checkMoment(body: JsonObject, name: string): void {
	const text = textOf(body, name);
	if (text !== undefined && (!MOMENT.test(text) || Number.isNaN(Date.parse(text)))) {
		throw invalid(`body/${name} must match format "date-time"`);
	}
}

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
		for (const name of DATES) checkMoment(body, name);
		return { isActive: true, collabTiers: [] };
	},
	// The vendor's file names the two dates in its example of an update, and nowhere for a create.
	kept: (body, isNew) => {
		if (!isNew) return body;
		return Object.fromEntries(Object.entries(body).filter(([name]) => !DATES.includes(name)));
	},
});
