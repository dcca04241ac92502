import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { clock } from '../../runtime/clock';
import { NOWHERE, nodeError } from '../../runtime/nodeError';
import { type Store, openStore } from '../../runtime/run';
import { CREDENTIAL } from '../../runtime/settings';
import { expectChosen } from './chosen';

/** A list in the editor must answer while somebody looks at it: a used-up window is told, not waited out. */
const EDITOR_PATIENCE_MS = 20_000;

/** Opens the store for a look from the editor; faults are told as in an execution. */
export async function openForEditor<T>(
	context: ILoadOptionsFunctions,
	look: (store: Store) => Promise<T>,
): Promise<T> {
	let where = NOWHERE;
	try {
		expectChosen(context, CREDENTIAL, 'CreatorCommerce');
		const store = await openStore(context, undefined, clock.now() + EDITOR_PATIENCE_MS);
		where = store.settings;
		return await look(store);
	} catch (fault) {
		throw nodeError(context.getNode(), fault, where);
	}
}
