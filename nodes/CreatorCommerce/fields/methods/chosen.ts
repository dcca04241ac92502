import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { InputError } from '../../api/failure';

/**
 * A list needs its credential. n8n's own words for a missing one name its type, which nobody sees in the panel; of an
 * error, a list shows the message alone.
 * @param name as the panel calls it
 * @throws InputError
 */
export function expectChosen(context: ILoadOptionsFunctions, type: string, name: string): void {
	if (context.getNode().credentials?.[type] !== undefined) return;
	throw new InputError(
		`Choose a ${name} credential above, then open the list again`,
		'Credential',
		'The list is read with it.',
	);
}
