import { titleKey } from '../../api/catalogue';
import { createOnce } from '../../api/createOnce';
import { type Json, asFlag, asRecord } from '../../api/narrow';
import { readCampaign } from '../../api/readers/campaign';
import { unwrap } from '../../api/readers/lists';
import { campaignCreateFields } from '../../fields/campaign';
import { campaignOutput } from '../../fields/campaignOutput';
import { matchOnTitleOption, writeOptions } from '../../fields/common';
import { output } from '../../fields/outputs';
import { readCampaignFields } from '../../fields/readCampaignFields';
import { eachItem } from '../../runtime/eachItem';
import type { Operation } from '../../runtime/operation';

interface Task {
	body: Json & { title: string };
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
			return {
				body: { ...(await readCampaignFields(item.collection('additionalFields'), run)), title },
				matchOnTitle: asFlag(item.collection('options').matchOnTitle) ?? true,
			};
		},
		async perform({ body, matchOnTitle }, run) {
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
			return output({ status, ...campaignOutput(entry.value, run.tiers) });
		},
		// The second of two rows with one title must see what the first has made.
		target: ({ body }) => titleKey(body.title),
	}),
};
