import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { readDrops } from '../../api/drop/find';
import { InputError } from '../../api/failure';
import { isRecord, asText } from '../../api/narrow';
import { openForEditor } from './editor';

/** The drops of the partner that is chosen above the field. */
export async function searchDrops(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await openForEditor(this, async ({ partners }) => {
		const chosen: unknown = this.getCurrentNodeParameter('partner');
		const value = isRecord(chosen) ? (asText(chosen.value)?.trim() ?? '') : '';
		if (value === '') throw new InputError('No partner is chosen', 'Partner', 'Choose the partner first.');
		if (value.startsWith('=')) {
			throw new InputError(
				'The partner is an expression',
				'Partner',
				'Its drops are only known when the workflow runs: give the drop By ID.',
			);
		}
		const mode = isRecord(chosen) ? chosen.mode : 'id';
		const partner = await partners.find({
			by: mode === 'email' || mode === 'handle' || mode === 'code' ? mode : 'id',
			value,
		});
		const { drops } = await readDrops(partners, partner.collabId);
		const typed = filter?.trim().toLowerCase() ?? '';
		return {
			results: drops
				.map((drop) => ({ name: drop.title ?? drop.id, value: drop.id }))
				.filter(({ name }) => name.toLowerCase().includes(typed)),
		};
	});
}
