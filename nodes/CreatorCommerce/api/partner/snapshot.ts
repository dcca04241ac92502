import type { UnifiedApi } from '../client';
import { type Partner, readPartner } from '../readers/partner';
import type { PartnerDirectory } from './directory';
import { partnerPages } from './list';
import { type PartnerFields, type Told, tell } from './fields';
import { type MatchOn, type RowGroup, keyOfPartner } from './match';

/** Up to so many partners are looked up one by one: a page of the list is hundreds of kilobytes. */
const FEW = 3;

export interface Snapshot {
	/** The partners of the store that a group's key matches. */
	of(group: RowGroup): Partner[];
	/** False when the list was cut short; undefined when it was not needed. */
	whole?: boolean;
	partnersRead: number;
	/** The fields that the list carries. */
	told: Told;
}

/**
 * What the store has of the partners that the groups name. Reads the list once, a page at a time, keeping only the
 * partners and custom fields that the groups name; where fewer requests do it, looks the partners up instead. If the
 * list was cut short (quirk 4), every partner not seen is looked up, so that none is taken as new by mistake.
 */
export async function takeSnapshot(
	api: UnifiedApi,
	directory: PartnerDirectory,
	groups: RowGroup[],
	matchOn: MatchOn,
): Promise<Snapshot> {
	const found = new Map<string, Partner[]>();
	const wanted = new Map(groups.map((group) => [group.key, group]));
	const missing = (): RowGroup[] => groups.filter((group) => !found.has(group.key));
	let whole: boolean | undefined;
	let partnersRead = 0;
	const told = new Set<keyof PartnerFields>();
	/** A creator that came as a bare id has an e-mail and a handle all the same (quirk 3). */
	let namesAll = true;

	if (groups.length > FEW) {
		for await (const page of partnerPages(api)) {
			for (const row of page.rows) {
				const partner = readPartner(row);
				if (partner) tell(told, partner);
				if (partner && matchOn !== 'affiliateCode') namesAll &&= partner.creatorPopulated;
				const group = partner && wanted.get(keyOfPartner(matchOn, partner) ?? '');
				if (group) found.set(group.key, [...(found.get(group.key) ?? []), lean(partner, group)]);
			}
			partnersRead += page.rows.length;
			whole = page.end?.whole;
			const pagesLeft = Math.ceil(
				((page.totalCount ?? Infinity) - partnersRead) / Math.max(1, page.rows.length),
			);
			if (!page.end && missing().length < pagesLeft) break;
		}
	}
	if (whole !== true || !namesAll) {
		const by = matchOn === 'affiliateCode' ? 'code' : matchOn;
		await Promise.all(
			missing().map(async (group) => {
				const matches = (await directory.matching({ by, value: group.match })).filter(
					(partner) => keyOfPartner(matchOn, partner) === group.key,
				);
				if (matches.length > 0)
					found.set(
						group.key,
						matches.map((partner) => lean(partner, group)),
					);
			}),
		);
	}
	return { of: (group) => found.get(group.key) ?? [], whole, partnersRead, told };
}

/** Only the custom fields the comparison will ask for: a partner is 14 KB on average, what is compared a few hundred bytes. */
function lean(partner: Partner, group: RowGroup): Partner {
	if (partner.customFields === undefined) return partner;
	const handles = Object.keys(group.fields.custom ?? {});
	return {
		...partner,
		dropIds: undefined,
		customFields: Object.fromEntries(handles.map((handle) => [handle, partner.customFields?.[handle]])),
	};
}
