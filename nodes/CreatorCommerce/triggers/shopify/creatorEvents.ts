import { createHash } from 'crypto';
import { asRecord, asText, known } from '../../api/narrow';
import { listIn } from '../../shopify';
import type { CreatorCommerceEvent, EventDrop, EventName } from '../event';
import { campaignOf } from '../campaign';
import { type Creator, shopOf } from './fields';
import { type Memory, type Remembered, encode, recall, shortId } from './memory';
import { SECTIONS, type Section, type Sections, sectionsOf } from './sections';

export interface Finding {
	created: boolean;
	activated: boolean;
	updated: boolean;
	drops: boolean;
	content: boolean;
	changed: Section[];
}

/** Changes of these are a partner's update; drops and content are events of their own, the store's products are nobody's. */
const OWN: readonly Section[] = ['profile', 'page', 'codes', 'tier', 'onboarding', 'other'];

const NOTHING: Finding = {
	created: false,
	activated: false,
	updated: false,
	drops: false,
	content: false,
	changed: [],
};

/**
 * What a delivery tells, compared with what is remembered. The rules, in order:
 * 1. a create tells partner.created, always; nothing else unless the partner is new to us, and then activated if onboarded;
 * 2. an update of somebody unknown tells everything that can be true of it, since what was before is not known;
 * 3. an update older than what is remembered tells nothing: the newer one has told the difference;
 * 4. the same update again tells the same again (a redelivery, perhaps because n8n was stopped in between);
 * 5. a newer update in which nothing differs means that a memory was lost: it tells updated, and drops and content if any;
 * 6. else it tells what differs.
 */
export function find(
	creator: Creator,
	sections: Sections,
	topic: 'create' | 'update',
	before: Remembered | undefined,
): Finding {
	const isOnboarded = creator.partner.isOnboarded === true;
	const hasDrops = creator.drops.length > 0;
	if (topic === 'create') {
		const again = before?.told.created === true && before.updatedAt === creator.updatedAt;
		return {
			...NOTHING,
			created: true,
			activated: isOnboarded && (before === undefined || again),
		};
	}
	const everything: Finding = {
		...NOTHING,
		activated: isOnboarded,
		updated: true,
		drops: hasDrops,
		content: hasDrops,
	};
	if (before === undefined) return everything;
	if (creator.updatedAt < before.updatedAt) return NOTHING;
	let changed = SECTIONS.filter((name) => before.sections[name] !== sections[name]);
	if (changed.length === 0 && creator.updatedAt === before.updatedAt) {
		if (before.told.created) return NOTHING;
		if (before.told.first) return everything;
		changed = before.told.changed;
	} else if (changed.length === 0) {
		return { ...everything, activated: false };
	}
	return {
		created: false,
		activated: isOnboarded && changed.includes('onboarding'),
		updated: changed.some((name) => OWN.includes(name)),
		drops: changed.includes('drops'),
		content: changed.includes('content'),
		changed,
	};
}

/** Compares, remembers and tells; all at once, so that deliveries of one process cannot come between. */
export function creatorEvents(
	creator: Creator,
	topic: 'create' | 'update',
	memory: Memory,
	context: { shop: string; receivedAt: string },
): { events: CreatorCommerceEvent[]; remembers: boolean } {
	const sections = sectionsOf(creator);
	const before = recall(memory, creator.id);
	const finding = find(creator, sections, topic, before);
	const isOlder = before !== undefined && creator.updatedAt < before.updatedAt;
	if (!isOlder) {
		const entry = encode({
			updatedAt: creator.updatedAt,
			told: {
				created: topic === 'create',
				first: topic === 'update' && finding.updated && finding.changed.length === 0,
				changed: finding.changed,
			},
			isOnboarded: creator.partner.isOnboarded === true,
			sections,
		});
		memory.partners.set(shortId(creator.id), entry);
	}
	return { events: tell(creator, finding, stampOf(creator, sections), context), remembers: !isOlder };
}

/** What is known of a creator before anything is told. */
export const baseline = (creator: Creator): string =>
	encode({
		updatedAt: creator.updatedAt,
		told: { created: true, first: false, changed: [] },
		isOnboarded: creator.partner.isOnboarded === true,
		sections: sectionsOf(creator),
	});

/** Shopify's times count seconds: two changes in one second differ in what they hold. */
const stampOf = (creator: Creator, sections: Sections): string =>
	`${creator.updatedText ?? 'undated'}:${createHash('sha256').update(Object.values(sections).join('')).digest('base64url').slice(0, 6)}`;

function tell(
	creator: Creator,
	finding: Finding,
	stamp: string,
	{ shop, receivedAt }: { shop: string; receivedAt: string },
): CreatorCommerceEvent[] {
	const make = (event: EventName, more: Partial<CreatorCommerceEvent> = {}): CreatorCommerceEvent => ({
		event,
		eventId: `${event}:${creator.id}:${stamp}`,
		occurredAt: isoOf(creator.updatedText) ?? receivedAt,
		source: 'shopify',
		shop: shopOf(creator) ?? shop,
		partner: creator.partner,
		...known({ campaign: campaignOf(undefined, { id: creator.campaignId, title: creator.campaignTitle }) }),
		...more,
	});
	const events: CreatorCommerceEvent[] = [];
	if (finding.created) {
		events.push({
			...make('partner.created', { eventId: `partner.created:${creator.id}` }),
			occurredAt: isoOf(creator.createdText) ?? isoOf(creator.updatedText) ?? receivedAt,
		});
	}
	if (finding.activated) events.push(make('partner.activated'));
	const own = finding.changed.filter((name) => OWN.includes(name));
	if (finding.updated) events.push(make('partner.updated', own.length > 0 ? { changed: own } : {}));
	const drop = known({ drop: onlyDrop(creator.drops) });
	if (finding.drops) events.push(make('drop.updated', { changed: ['drops'], ...drop }));
	if (finding.content) events.push(make('content.generated', { changed: ['content'], ...drop }));
	return events;
}

/** With several drops the metaobject does not tell which one has changed. */
function onlyDrop(drops: unknown[]): EventDrop | undefined {
	if (drops.length !== 1) return undefined;
	const drop = asRecord(drops[0]);
	return {
		id: asText(drop['cc-creator-drop-id']),
		handle: asText(drop['cc-creator-drop-handle']),
		title: asText(drop['cc-creator-drop-title']),
		productCount: listIn(drop['cc-creator-drop-products']).length,
	};
}

export function isoOf(text: string | undefined): string | undefined {
	const ms = Date.parse(text ?? '');
	return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}
