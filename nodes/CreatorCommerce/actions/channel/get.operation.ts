import { asRecord } from '../../api/narrow';
import { unwrap } from '../../api/readers/lists';
import { channelOutput, rawChannelOutput } from '../../fields/channel';
import { simplifyField } from '../../fields/common';
import { eachItem } from '../../runtime/eachItem';
import type { Operation } from '../../runtime/operation';

export const get: Operation = {
	name: 'Get',
	value: 'get',
	action: 'Get channel',
	description: 'Get the settings of the store: brand kit, features, onboarding and what is connected',
	fields: [simplifyField],
	writes: false,
	execute: eachItem<boolean>({
		prepare: async (item) => item.flag('simplify'),
		async perform(simplify, run) {
			const channel = asRecord(unwrap(await run.api.call('getChannel'), 'channel'));
			return simplify ? channelOutput(channel) : rawChannelOutput(channel);
		},
	}),
};
