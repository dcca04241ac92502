import { asFlag, asRecord, asText, isRecord } from '../../api/narrow';
import { bareId, listIn } from '../../shopify';
import type { EventPartner } from '../event';

/** A creator as the metaobject shows it, from a webhook or from the Admin API. */
export interface Creator {
	/** The bare number id of the metaobject. */
	id: string;
	/** Seconds since 1970; 0 where it is not told. */
	updatedAt: number;
	updatedText: string | undefined;
	createdText: string | undefined;
	partner: EventPartner;
	tierKey: string | undefined;
	campaignId: string | undefined;
	campaignTitle: string | undefined;
	/** Every key with its value as text; `data` and the drops are taken out of it. */
	values: Map<string, string>;
	drops: unknown[];
}

/**
 * Reads a creator; undefined for anything else. `fields` comes as a map (webhooks) or as a list of {key, value} (Admin
 * API, some versions of webhooks); values are texts, also of booleans, numbers and JSON.
 */
export function readCreator(body: unknown): Creator | undefined {
	const record = asRecord(body);
	const gid = asText(record.id) ?? asText(record.admin_graphql_api_id);
	const type = asText(record.type);
	if (gid === undefined || !/^gid:\/\/shopify\/Metaobject\/\d+$/.test(gid)) return undefined;
	if (type !== undefined && type !== 'creator') return undefined;
	const id = bareId(gid);
	const fields = fieldsOf(record.fields);
	if (id === undefined || fields === undefined) return undefined;

	const data = asRecord(parsed(fields.get('data')));
	const values = new Map<string, string>();
	for (const [key, value] of Object.entries(data)) {
		if (key !== 'cc-creator-drops') values.set(key, plain(value));
	}
	for (const [key, value] of fields) {
		if (key !== 'data') values.set(key, plain(value));
	}
	values.set('handle', asText(record.handle) ?? '');
	const get = (key: string): string | undefined => values.get(key) || undefined;
	const updatedText = asText(record.updated_at) ?? asText(record.updatedAt);
	return {
		id,
		updatedText,
		updatedAt: seconds(updatedText),
		createdText: asText(record.created_at) ?? asText(record.createdAt),
		partner: {
			creatorId: get('cc-creator-id'),
			collabId: get('cc-collab-id'),
			handle: get('cc-creator-handle') ?? asText(record.handle),
			email: get('cc-creator-email'),
			firstName: get('cc-creator-first-name'),
			lastName: get('cc-creator-last-name'),
			affiliateCode: get('cc-collab-affiliate-code'),
			affiliateUrl: get('cc-collab-affiliate-link'),
			discountCode: get('cc-collab-discount-code'),
			tier: get('cc-collab-tier'),
			isOnboarded: asFlag(get('cc-creator-is-onboarded')?.toLowerCase()),
		},
		tierKey: get('cc-collab-tier-key'),
		campaignId: get('cc-campaign-id'),
		campaignTitle: get('cc-campaign-title'),
		values,
		drops: listIn(data['cc-creator-drops']),
	};
}

/** The store the creator belongs to; old payloads misspell the key. */
export const shopOf = ({ values }: Creator): string | undefined =>
	values.get('cc-channel-myshopify-domain') || values.get('cc-channel-myshopify-domian') || undefined;

function fieldsOf(fields: unknown): Map<string, unknown> | undefined {
	if (Array.isArray(fields)) {
		return new Map(
			fields.flatMap((field: unknown) => {
				const { key, value } = asRecord(field);
				const name = asText(key);
				return name === undefined ? [] : [[name, value] as const];
			}),
		);
	}
	return isRecord(fields) ? new Map(Object.entries(fields)) : undefined;
}

/** Values that are JSON come as text or already read. */
function parsed(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	try {
		return JSON.parse(value);
	} catch {
		return undefined;
	}
}

/** One text for one value, however it was written: `true` and "true", `[1, 2]` and "[1,2]" are the same. */
function plain(value: unknown): string {
	if (value === null || value === undefined) return '';
	if (typeof value === 'string') {
		const text = value.trim();
		if (!/^[[{]/.test(text)) return text;
		const inner = parsed(text);
		return inner === undefined ? text : canonical(inner);
	}
	return typeof value === 'object' ? canonical(value) : String(value);
}

const DEEPEST = 64;

/** JSON with sorted keys; what lies deeper than anything real is left out, so that no body can exhaust the stack. */
export function canonical(value: unknown, depth = 0): string {
	if (depth > DEEPEST) return '…';
	if (Array.isArray(value)) return `[${value.map((each) => canonical(each, depth + 1)).join(',')}]`;
	if (!isRecord(value)) return value === undefined ? 'null' : JSON.stringify(value);
	const pairs = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
	return `{${pairs.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each, depth + 1)}`).join(',')}}`;
}

export function seconds(text: string | undefined): number {
	const ms = Date.parse(text ?? '');
	return Number.isNaN(ms) ? 0 : Math.floor(ms / 1000);
}
