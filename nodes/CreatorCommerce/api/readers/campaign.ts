import { asFlag, asText, idOf, isRecord, readEach } from '../narrow';

/** A destination of traffic that groups tiers. Only what the answer carried is set. */
export interface Campaign {
	id: string;
	title?: string;
	description?: string;
	isActive?: boolean;
	/** Ids; tiers may come populated (quirk 3). */
	tierIds: string[];
	/** Moments. The API's file calls the start `startedAt` in answers and `startAt` in requests. */
	startAt?: string;
	endAt?: string;
	queryParams?: string;
	brandPage?: string;
	productPage?: string;
	brandPageRedirectUrlTemplate?: string;
	productPageRedirectUrlTemplate?: string;
	tags: string[];
	createdAt?: string;
	updatedAt?: string;
}

/** Undefined for what has no id. */
export function readCampaign(value: unknown): Campaign | undefined {
	const id = idOf(value);
	if (id === undefined || !isRecord(value)) return undefined;
	return {
		id,
		title: asText(value.title),
		description: asText(value.description),
		isActive: asFlag(value.isActive),
		tierIds: readEach(value.collabTiers, idOf),
		startAt: asText(value.startAt) ?? asText(value.startedAt),
		endAt: asText(value.endAt),
		queryParams: asText(value.queryParams),
		brandPage: idOf(value.brandPage),
		productPage: idOf(value.productPage),
		brandPageRedirectUrlTemplate: asText(value.brandPageRedirectUrlTemplate),
		productPageRedirectUrlTemplate: asText(value.productPageRedirectUrlTemplate),
		tags: readEach(value.tags, asText),
		createdAt: asText(value.createdAt),
		updatedAt: asText(value.updatedAt),
	};
}
