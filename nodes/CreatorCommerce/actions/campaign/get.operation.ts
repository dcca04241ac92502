import { asRecord } from '../../api/narrow';
import { readCampaign } from '../../api/readers/campaign';
import { unwrap } from '../../api/readers/lists';
import { campaignLocator } from '../../fields/campaign';
import { campaignOutput } from '../../fields/campaignOutput';
import { simplifyField } from '../../fields/common';
import { output } from '../../fields/outputs';
import { eachItem } from '../../runtime/eachItem';
import type { Operation } from '../../runtime/operation';

export const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get campaign',
	description: 'Get one campaign with its dates, tags and the tiers it is for',
	fields: [campaignLocator, simplifyField],
	writes: false,
	execute: eachItem<{ campaignId: string; simplify: boolean }>({
		prepare: async (item, run) => ({
			campaignId: await run.catalogues.campaigns.idOf(item.locator('campaign').value),
			simplify: item.flag('simplify'),
		}),
		async perform({ campaignId, simplify }, run) {
			const answer = await run.api.call('getChannelCampaign', { path: { campaignId } });
			const record = unwrap(answer, 'campaign');
			const campaign = readCampaign(record);
			if (!simplify || campaign === undefined) return output(asRecord(record));
			if (campaign.tierIds.length > 0) await run.tiers.all();
			return campaignOutput(campaign, run.tiers);
		},
	}),
};
