import { asText, type JsonObject } from '../../n8n/readJson';
import { SANDBOX_KEY } from '../../n8n/sandbox';
import type { World } from '../world';
import { postJson } from './placed';

/** Somebody changes a partner in CreatorCommerce itself, past n8n. */
export async function changePartner(
	{ sandboxUrl }: World,
	collab: JsonObject,
	fields: JsonObject,
): Promise<void> {
	await postJson(`${sandboxUrl}/creators/collabs/${asText(collab._id)}`, fields, AUTHORISED);
}

/** The sandbox's own key: these writes are in its journal like any other. */
const AUTHORISED = { authorization: `Bearer ${SANDBOX_KEY}` };
