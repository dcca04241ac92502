import { type Json, asRecord, asText } from '../../api/narrow';
import { readCampaign } from '../../api/readers/campaign';
import { unwrap } from '../../api/readers/lists';
import { campaignLocator, campaignUpdateFields } from '../../fields/campaign';
import { campaignOutput } from '../../fields/campaignOutput';
import { writeOptions } from '../../fields/common';
import { output } from '../../fields/outputs';
import { nothingToUpdate } from '../../fields/read';
import { checkOrder, readCampaignFields } from '../../fields/readCampaignFields';
import { eachItem } from '../../runtime/eachItem';
import type { Operation } from '../../runtime/operation';
import type { Run } from '../../runtime/run';

interface Task {
	campaignId: string;
	body: Json;
}

export const update: Operation = {
	name: 'Update',
	value: 'update',
	action: 'Update campaign',
	description: 'Update fields of a campaign; what is not named stays as it is',
	fields: [campaignLocator, campaignUpdateFields, writeOptions()],
	writes: true,
	execute: eachItem<Task>({
		async prepare(item, run) {
			const body = await readCampaignFields(item.collection('updateFields'), run);
			if (Object.keys(body).length === 0) throw nothingToUpdate();
			const campaignId = await run.catalogues.campaigns.idOf(item.locator('campaign').value);
			await checkAgainstPresent(campaignId, body, run);
			return { campaignId, body };
		},
		async perform({ campaignId, body }, run) {
			const answer = await run.api.call('updateChannelCampaign', { path: { campaignId }, body });
			const record = asRecord(unwrap(answer, 'campaign'));
			const campaign = readCampaign({ _id: campaignId, ...body, ...record });
			return campaign ? campaignOutput(campaign, run.tiers) : output(record);
		},
		target: ({ campaignId }) => campaignId,
	}),
};

/** Where only one of the two dates is given, the other is the one the campaign has. */
async function checkAgainstPresent(campaignId: string, body: Json, run: Run): Promise<void> {
	const [startAt, endAt] = [asText(body.startAt), asText(body.endAt)];
	if ((startAt === undefined) === (endAt === undefined)) return;
	const answer = await run.api.call('getChannelCampaign', { path: { campaignId } });
	const campaign = readCampaign(unwrap(answer, 'campaign'));
	checkOrder(startAt ?? campaign?.startAt, endAt ?? campaign?.endAt);
}
