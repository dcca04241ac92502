import { InputError, isNotFound, raise } from '../../api/failure';
import { asFlag, asRecord } from '../../api/narrow';
import { connectedIn } from '../../api/readers/integration';
import { unwrap } from '../../api/readers/lists';
import { writeOptions } from '../../fields/common';
import { integrationField, readIntegration } from '../../fields/integration';
import { output } from '../../fields/outputs';
import { eachItem } from '../../runtime/eachItem';
import type { Operation } from '../../runtime/operation';
import type { Run } from '../../runtime/run';

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
				const { status } = asRecord(await run.api.call('disconnectChannelIntegration', { body: { handle } }));
				if (asFlag(status) !== false) return output({ status: 'disconnected', handle });
				if (!(await isConnected(handle, run))) return output({ status: 'notConnected', handle });
				throw new InputError(
					`CreatorCommerce did not disconnect ${handle}`,
					'Integration',
					'It gave no reason. Disconnect it in CreatorCommerce, or ask its support.',
				);
			} catch (fault) {
				if (!isNotFound(fault)) return raise(fault);
				// Either the store is not known, which this tells, or there is nothing to disconnect: then all is as wanted.
				if (await isConnected(handle, run)) return raise(fault);
				return output({ status: 'notConnected', handle });
			}
		},
		target: (handle) => handle,
	}),
};

async function isConnected(handle: string, run: Run): Promise<boolean> {
	const channel = unwrap(await run.api.call('getChannel'), 'channel');
	return connectedIn(channel).some((one) => one.handle === handle);
}
