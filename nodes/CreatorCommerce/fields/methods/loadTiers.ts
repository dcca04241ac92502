import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { openForEditor } from './editor';

/** The tiers of the store, for fields that take several. */
export async function getTiers(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await openForEditor(this, async ({ tiers }) =>
		(await tiers.all()).map(({ id, title, key }) => ({ name: title ?? key ?? id, value: id })),
	);
}
