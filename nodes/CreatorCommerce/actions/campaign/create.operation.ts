import { ApiError, InputError, endsTheRun, raise } from '../../api/failure';
import { titleKey } from '../../api/catalogue';
import { createOnce } from '../../api/createOnce';
import { type Json, asFlag, asRecord, known } from '../../api/narrow';
import { type Campaign, readCampaign } from '../../api/readers/campaign';
import { unwrap } from '../../api/readers/lists';
import { campaignCreateFields } from '../../fields/campaign';
import { campaignOutput } from '../../fields/campaignOutput';
import { matchOnTitleOption, writeOptions } from '../../fields/common';
import { output } from '../../fields/outputs';
import { readCampaignFields } from '../../fields/readCampaignFields';
import { eachItem } from '../../runtime/eachItem';
import type { Operation } from '../../runtime/operation';
import type { Run } from '../../runtime/run';

interface Task {
	body: Json & { title: string };
	/** In a second request: the API's file names them for updates only. */
	dates: Json;
	matchOnTitle: boolean;
}

export const create: Operation = {
	name: 'Create',
	value: 'create',
	action: 'Create campaign',
	description: 'Create a campaign; one with the same title is used instead of making a second',
	fields: [
		{
			displayName: 'Title',
			name: 'title',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Spring Push',
			description: 'Title of the campaign',
		},
		campaignCreateFields,
		writeOptions(matchOnTitleOption('campaign')),
	],
	writes: true,
	execute: eachItem<Task>({
		async prepare(item, run) {
			const title = item.requiredText('title', 'Title');
			const { startAt, endAt, ...rest } = await readCampaignFields(item.collection('additionalFields'), run);
			return {
				body: { ...rest, title },
				dates: known({ startAt, endAt }),
				matchOnTitle: asFlag(item.collection('options').matchOnTitle) ?? true,
			};
		},
		async perform({ body, dates, matchOnTitle }, run) {
			const { status, entry } = await createOnce(
				run.api,
				run.catalogues.campaigns,
				'createChannelCampaign',
				body,
				(answer) => {
					const raw = asRecord(unwrap(answer, 'campaign'));
					const value = readCampaign(raw);
					return value && { value, raw };
				},
				matchOnTitle,
			);
			// One that is there is left as it is, but for dates it lacks: an earlier run may have ended between the requests.
			const { startAt, endAt } = entry.value;
			const has = status === 'alreadyThere' && (startAt !== undefined || endAt !== undefined);
			if (has || Object.keys(dates).length === 0) {
				return output({ status, ...campaignOutput(entry.value, run.tiers) });
			}
			const campaign = await withDates(entry.value, dates, run);
			run.catalogues.campaigns.add({ value: campaign, raw: entry.raw });
			return output({
				status: status === 'created' ? 'created' : 'updated',
				...campaignOutput(campaign, run.tiers),
			});
		},
		// The second of two rows with one title must see what the first has made.
		target: ({ body }) => titleKey(body.title),
	}),
};

/** @throws InputError when only the campaign could be written; NotSentError when the time was up in between */
async function withDates(campaign: Campaign, dates: Json, run: Run): Promise<Campaign> {
	const { id, tierIds } = campaign;
	try {
		const answer = await run.api.call('updateChannelCampaign', { path: { campaignId: id }, body: dates });
		const record = asRecord(unwrap(answer, 'campaign'));
		return readCampaign({ ...campaign, collabTiers: tierIds, ...dates, ...record }) ?? campaign;
	} catch (fault) {
		if (!(fault instanceof ApiError) || endsTheRun(fault)) return raise(fault);
		return raise(
			new InputError(
				`The campaign is there (ID ${id}), but its dates could not be written`,
				'Start Date',
				'Run the row again: it writes the dates and makes no second campaign.',
			),
		);
	}
}
