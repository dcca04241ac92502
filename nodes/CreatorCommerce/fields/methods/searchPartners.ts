import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { readEach } from '../../api/narrow';
import { listedIn, paginationOf } from '../../api/partner/list';
import { readPartner, type Partner } from '../../api/readers/partner';
import { openForEditor } from './editor';

/** The partners of a locator's list, a page at a time; what is typed is searched for in name, handle and code, or as e-mail. */
export async function searchPartners(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await openForEditor(this, async ({ api }) => {
		const typed = filter?.trim() || undefined;
		const answer = await api.call('getChannelCollabs', {
			query: typed?.includes('@') ? { email: typed } : { query: typed, cursor: paginationToken },
		});
		const rows = listedIn(answer);
		const { next } = paginationOf(answer, () => rows.length);
		return {
			results: readEach(rows, readPartner).map((partner) => ({
				name: labelOf(partner),
				value: partner.collabId,
			})),
			...(next !== undefined && next !== paginationToken && rows.length > 0 && { paginationToken: next }),
		};
	});
}

function labelOf(partner: Partner): string {
	const name = [partner.firstName, partner.lastName].filter(Boolean).join(' ');
	const known = partner.email ?? partner.handle ?? partner.affiliateCode;
	if (name === '') return known ?? partner.collabId;
	return known === undefined ? name : `${name} (${known})`;
}
