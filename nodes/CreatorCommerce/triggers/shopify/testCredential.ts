import type {
	ICredentialDataDecryptedObject,
	ICredentialTestFunctions,
	ICredentialsDecrypted,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { InputError } from '../../api/failure';
import { type Json, asRecord, asText } from '../../api/narrow';
import { parseJson } from '../../outside/json';
import { type TestRequest, failed, sendTest } from '../../runtime/credentialTest';
import { type ShopifySettings, readShopifySettings } from '../../runtime/shopify/settings';
import { readToken } from '../../runtime/shopify/token';
import { SCOPES, missingScopes, readScopes, tokenRequest } from '../../shopify';

/** Without these nothing of CreatorCommerce can be seen in a store. */
const NEEDED = ['read_metaobjects', 'read_orders'] as const;

type Send = (request: Omit<TestRequest, 'method'>) => Promise<Json>;

/**
 * The Test of the Shopify credential: token, store and access scopes, each named when it is what is wrong. A function
 * and not a declared request, since only that can name the scopes that are missing.
 */
export async function testShopifyCredential(
	context: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const send: Send = async (request) => await sendTest(context, { ...request, method: 'POST' });
	const data = credential.data ?? {};
	try {
		return await judge(send, data, readShopifySettings(data));
	} catch (fault) {
		if (fault instanceof InputError) return failed(`${fault.message}. ${fault.advice ?? ''}`);
		const code = asText(asRecord(fault).code) ?? asText(asRecord(asRecord(fault).cause).code);
		if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
			return failed('There is no such store on the internet. Check Store Domain.');
		}
		// What was thrown carries the request with its secrets: only its code is shown.
		return failed(`Shopify could not be reached (${code ?? 'NETWORK'}). Try again in a minute.`);
	}
}

async function judge(
	send: Send,
	data: ICredentialDataDecryptedObject,
	settings: ShopifySettings,
): Promise<INodeCredentialTestResult> {
	const isApp = data.authentication !== 'accessToken';
	let token = (asText(data.accessToken) ?? '').trim();
	if (isApp) {
		const { path, headers, body } = tokenRequest(data);
		const grant = readToken(await send({ url: `${settings.origin}${path}`, headers, body }), settings.hidden);
		if ('refused' in grant) return failed(grant.refused);
		token = grant.accessToken;
	}
	const { statusCode, body } = await send({
		url: `${settings.origin}/admin/api/${settings.apiVersion}/graphql.json`,
		headers: {
			accept: 'application/json',
			'content-type': 'application/json',
			'x-shopify-access-token': token,
		},
		body: JSON.stringify({ query: SCOPES.text }),
	});
	const status = Number(statusCode);
	if (status === 401 || status === 403) {
		return failed(
			'Shopify did not accept the access token for this store. Check Access Token and Store Domain.',
		);
	}
	if (status === 404) {
		return failed(
			`Shopify knows no store ${settings.shopDomain}, or no API version ${settings.apiVersion}. Check Store Domain and API Version.`,
		);
	}
	const answer = asRecord(parseJson(asText(body) ?? ''));
	const { shop, scopes } = readScopes(answer.data);
	if (status !== 200 || shop === undefined) {
		return failed(`Shopify could not answer (HTTP ${status}). Check Store Domain, or try again in a minute.`);
	}
	if (shop.toLowerCase() !== settings.shopDomain) {
		return failed(
			`The credential is for the store ${shop}. Put that into Store Domain, or use an app of it.`,
		);
	}
	const missing = missingScopes(NEEDED, scopes);
	if (missing.length > 0) {
		return failed(
			`The app lacks the access ${missing.length > 1 ? 'scopes' : 'scope'} ${missing.join(' and ')}. Add ${missing.length > 1 ? 'them' : 'it'} in the app’s configuration, then release and install that version.`,
		);
	}
	return { status: 'OK', message: `Connected to ${shop}` };
}
