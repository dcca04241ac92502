import { known } from '../../api/narrow';
import type { Drop } from '../../api/readers/drop';
import type { Partner } from '../../api/readers/partner';
import type { CreatorCommerceEvent, EventName, EventPartner } from '../event';
import type { Remembered } from './memory';
import { campaignOf } from '../campaign';
import { type Reading, SECTIONS, shortHash } from './sections';

/** The events that can be told from what the API shows of a partner. */
export const POLLED_EVENTS = [
	'partner.created',
	'partner.activated',
	'partner.updated',
	'drop.updated',
	'content.generated',
] as const satisfies readonly EventName[];

export type PolledEvent = (typeof POLLED_EVENTS)[number];

/**
 * What happened to a partner between two readings. `before` undefined: the partner is new. Created and activated are told
 * of somebody new; everything else only of a change.
 */
export function eventsBetween(
	before: Remembered | undefined,
	now: Reading,
	context: { shop: string; polledAt: string },
): CreatorCommerceEvent[] {
	const make = (
		event: PolledEvent,
		mark: string,
		more: Partial<CreatorCommerceEvent> = {},
	): CreatorCommerceEvent => ({
		event,
		// From what is there now, not from the time of the poll: a repeat has the same id.
		eventId: shortHash(['polling', event, now.partner.collabId, mark]) + shortHash([mark, event]),
		occurredAt: now.partner.updatedAt ?? context.polledAt,
		source: 'polling',
		shop: context.shop,
		partner: eventPartner(now.partner),
		...known({
			campaign: campaignOf(undefined, { id: now.partner.campaignId, title: now.partner.campaignTitle }),
		}),
		...more,
	});
	// What changes and changes back is another event, as far as the API dates it.
	const dates = [now.partner.updatedAt, ...now.drops.map(({ updatedAt }) => updatedAt)].join();
	const events: CreatorCommerceEvent[] = [];
	if (before === undefined) {
		events.push({
			...make('partner.created', 'created'),
			occurredAt: now.partner.createdAt ?? context.polledAt,
		});
	}
	if (now.isOnboarded && before?.isOnboarded !== true) {
		events.push(make('partner.activated', now.partner.updatedAt ?? 'activated'));
	}
	if (before === undefined) return events;
	const changed = SECTIONS.filter((section) => before.sections[section] !== now.sections[section]);
	const own = changed.filter((section) => section === 'profile' || section === 'agreement');
	if (own.length > 0) {
		events.push(
			make('partner.updated', `${now.sections.profile}${now.sections.agreement}${dates}`, { changed: own }),
		);
	}
	const drop = known({ drop: latest(now.drops) });
	if (changed.includes('drops')) {
		events.push(make('drop.updated', `${now.sections.drops}${dates}`, { changed: ['drops'], ...drop }));
	}
	if (changed.includes('content')) {
		events.push(
			make('content.generated', `${now.sections.content}${dates}`, { changed: ['content'], ...drop }),
		);
	}
	return events;
}

/** The drop that was changed last; undefined where the API does not date drops, unless there is only one. */
function latest(drops: Drop[]): CreatorCommerceEvent['drop'] {
	const [only] = drops;
	const dated = drops.filter((drop) => drop.updatedAt !== undefined);
	const drop =
		drops.length === 1
			? only
			: dated.length === drops.length
				? dated.sort((left, right) => ((left.updatedAt ?? '') < (right.updatedAt ?? '') ? 1 : -1))[0]
				: undefined;
	return drop && { id: drop.id, title: drop.title, productCount: drop.products.length };
}

const eventPartner = (partner: Partner): EventPartner => ({
	creatorId: partner.creatorId,
	collabId: partner.collabId,
	handle: partner.handle,
	email: partner.email,
	firstName: partner.firstName,
	lastName: partner.lastName,
	affiliateCode: partner.affiliateCode,
	affiliateUrl: partner.affiliateUrl,
	discountCode: partner.discountCode,
	tier: partner.tierTitle ?? partner.tierId,
	isOnboarded: partner.isOnboarded,
});
