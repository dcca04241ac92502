import { asArray, asObject, asText, isObject, type JsonObject } from '../n8n/readJson';

/** What the store's journal says must have been told: by event and object, when it could be known first (wall clock, ms). */
export type Expected = Map<string, number>;

export const nameOf = (event: string, id: string): string => `${event} ${id}`;

/** Reads the bodies that were delivered; knows nothing of how the node reads them. */
export function expectedFrom(deliveries: JsonObject[]): Expected {
	const expected: Expected = new Map();
	for (const delivery of deliveries) {
		const told = toldBy(delivery);
		if (told === undefined) continue;
		const at = Date.parse(asText(asObject(delivery.headers)['X-Shopify-Triggered-At']));
		expected.set(told, Math.min(at, expected.get(told) ?? Infinity));
	}
	return expected;
}

function toldBy({ topic, body: text }: JsonObject): string | undefined {
	const body = asObject(JSON.parse(asText(text)));
	if (topic === 'METAOBJECTS_CREATE') {
		return nameOf('partner.created', asText(asObject(body.fields)['cc-creator-id']));
	}
	const hasAttribute = asArray(body.note_attributes)
		.filter(isObject)
		.some(({ name }) => name === 'cc-creator-id');
	const isAttributed = hasAttribute || asText(body.tags).includes('cc-creator-id-');
	return isAttributed ? nameOf('order.attributed', asText(body.id)) : undefined;
}

/** How the deliveries went: those answered, those tried more than once, and those given up. */
export function deliveryCounts(deliveries: JsonObject[]): { all: number; retried: number; undone: number } {
	return {
		all: deliveries.length,
		retried: deliveries.filter(({ tries }) => asArray(tries).length > 1).length,
		undone: deliveries.filter(({ state }) => state !== 'delivered').length,
	};
}
