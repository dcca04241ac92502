import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { openForEditor } from './editor';

export async function searchTiers(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await openForEditor(this, async ({ tiers }) => {
		const typed = filter?.trim().toLowerCase() ?? '';
		return {
			results: (await tiers.all())
				.map(({ id, title, key }) => ({ name: title ?? key ?? id, value: id }))
				.filter(({ name }) => name.toLowerCase().includes(typed)),
		};
	});
}
