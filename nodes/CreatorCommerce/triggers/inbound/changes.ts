import { asList, asText, isRecord, known, readEach } from '../../api/narrow';
import { sameUrl } from '../../api/text';
import type { EventName } from '../event';
import type { Look } from './look';

type Change = { field: string; from: unknown; to: unknown };

/** The variables of the Flow trigger “Creator Updated” that come with the value before, and their section (`changed`). */
const FLOW_PAIRS = [
	{ field: 'handle', key: 'ccCreatorShopHandle', section: 'profile' },
	{ field: 'discountCode', key: 'ccCreatorDiscountCode', section: 'agreement' },
	{ field: 'affiliateCode', key: 'ccCreatorAffiliateCode', section: 'agreement' },
	{ field: 'affiliateUrl', key: 'ccCreatorAffiliateUrl', section: 'agreement' },
];

export interface Changes {
	changed?: string[];
	changes?: Change[];
}

/**
 * Old and new values out of the Flow variables `…` and `…Prev`. Every creator has a handle, so where the handle before is
 * empty the trigger fills only what changed, and an empty value before says nothing; otherwise it says there was none.
 * Addresses that differ by a slash at the end are equal (quirk 7 of the API).
 */
function flowChanges(look: Look): Changes {
	const fillsAll = look.text('ccCreatorShopHandlePrev') !== undefined;
	const found = FLOW_PAIRS.filter(({ key }) => look.has(key) && look.has(`${key}Prev`)).flatMap((pair) => {
		const from = look.text(`${pair.key}Prev`) ?? null;
		const to = look.text(pair.key) ?? null;
		const unknown = from === null && !fillsAll;
		return unknown || same(pair.field, from, to) ? [] : [{ ...pair, from, to }];
	});
	if (found.length === 0) return {};
	return {
		changed: [...new Set(found.map(({ section }) => section))],
		changes: found.map(({ field, from, to }) => ({ field, from, to })),
	};
}

const same = (field: string, from: string | null, to: string | null): boolean =>
	from === to || (field === 'affiliateUrl' && from !== null && to !== null && sameUrl(from, to));

/** `changed` and `changes` of our own shape; entries of another form are left out. */
function ownChanges(look: Look): Changes {
	const changed = readEach(look.value('changed'), asText);
	const changes = asList(look.value('changes')).flatMap((entry) => {
		const field = isRecord(entry) ? asText(entry.field) : undefined;
		return field === undefined || !isRecord(entry)
			? []
			: [{ field, from: entry.from ?? null, to: entry.to ?? null }];
	});
	return {
		...(changed.length > 0 && { changed }),
		...(changes.length > 0 && { changes }),
	};
}

/** A partner joined or left a campaign: which, by id and title as far as told. */
function campaignChanges(event: EventName, look: Look): Changes {
	const campaign = known({ id: look.text('cc-campaign-id'), title: look.text('cc-campaign-title') });
	if (Object.keys(campaign).length === 0) return {};
	const [from, to] = event === 'campaign.partnerAdded' ? [null, campaign] : [campaign, null];
	return { changed: ['agreement'], changes: [{ field: 'campaign', from, to }] };
}

export function changesOf(event: EventName, look: Look): Changes {
	const told = ownChanges(look);
	if (told.changed || told.changes) return told;
	if (event === 'campaign.partnerAdded' || event === 'campaign.partnerRemoved') {
		return campaignChanges(event, look);
	}
	return event === 'partner.updated' ? flowChanges(look) : {};
}
