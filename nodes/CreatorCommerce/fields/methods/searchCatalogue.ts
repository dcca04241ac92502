import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import type { Catalogue, Named } from '../../api/catalogue';
import { titleKey } from '../../api/catalogue';
import type { Catalogues } from '../../api/catalogues';
import { openForEditor } from './editor';

const searchIn = <T extends Named>(pick: (catalogues: Catalogues) => Catalogue<T>) =>
	async function (this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
		return await openForEditor(this, async ({ catalogues }) => ({
			results: (await pick(catalogues).all())
				.map(({ value: { id, title } }) => ({ name: title ?? id, value: id }))
				.filter(({ name }) => titleKey(name).includes(titleKey(filter ?? ''))),
		}));
	};

export const searchCampaigns = searchIn(({ campaigns }) => campaigns);
export const searchForms = searchIn(({ forms }) => forms);
