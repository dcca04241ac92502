import { type Json, asRecord } from '../../api/narrow';
import { unwrap } from '../../api/readers/lists';
import { completedBy, isDeeper } from '../../api/settings';
import { channelOutput, settingsFields } from '../../fields/channel';
import { writeOptions } from '../../fields/common';
import { readChannelSettings } from '../../fields/readChannelSettings';
import { eachItem } from '../../runtime/eachItem';
import type { Operation } from '../../runtime/operation';

export const update: Operation = {
	name: 'Update',
	value: 'update',
	action: 'Update channel',
	description: 'Update settings of the store; what is not named stays as it is',
	fields: [...settingsFields, writeOptions()],
	writes: true,
	execute: eachItem<Json>({
		prepare: async (item) => readChannelSettings(item),
		async perform(settings, run) {
			const body = isDeeper(settings)
				? completedBy(settings, asRecord(unwrap(await run.api.call('getChannel'), 'channel')))
				: settings;
			const answer = await run.api.call('updateChannelSettings', { body });
			return channelOutput({ ...body, ...asRecord(unwrap(answer, 'channel')) });
		},
		// There is one store: a later row changes what an earlier one left.
		target: () => 'channel',
	}),
};
