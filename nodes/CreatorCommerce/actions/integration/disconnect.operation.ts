import { isNotFound, raise } from '../../api/failure';
import { connectedIn } from '../../api/readers/integration';
import { unwrap } from '../../api/readers/lists';
import { writeOptions } from '../../fields/common';
import { integrationField, readIntegration } from '../../fields/integration';
import { output } from '../../fields/outputs';
import { eachItem } from '../../runtime/eachItem';
import type { Operation } from '../../runtime/operation';

export const disconnect: Operation = {
	name: 'Disconnect',
	value: 'disconnect',
	action: 'Disconnect integration',
	description: 'Disconnect an app from the store; one that is not connected is left as it is',
	fields: [integrationField, writeOptions()],
	writes: true,
	execute: eachItem<string>({
		prepare: async (item) => readIntegration(item).handle,
		async perform(handle, run) {
			try {
				await run.api.call('disconnectChannelIntegration', { body: { handle } });
				return output({ status: 'disconnected', handle });
			} catch (fault) {
				if (!isNotFound(fault)) return raise(fault);
				// Either the store is not known, which this tells, or there is nothing to disconnect: then all is as wanted.
				const channel = unwrap(await run.api.call('getChannel'), 'channel');
				if (connectedIn(channel).some((one) => one.handle === handle)) return raise(fault);
				return output({ status: 'notConnected', handle });
			}
		},
		target: (handle) => handle,
	}),
};
