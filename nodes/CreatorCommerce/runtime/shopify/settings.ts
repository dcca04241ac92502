import { createHash } from 'crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { parseBaseUrl } from '../../api/baseUrl';
import { InputError } from '../../api/failure';
import { asText } from '../../api/narrow';
import { parseShopDomain } from '../../api/shopDomain';

export const SHOPIFY_CREDENTIAL = 'creatorCommerceShopifyApi';

/** What the Shopify credential says, checked. Token and client secret stay with n8n. */
export interface ShopifySettings {
	/** `brand.myshopify.com` */
	shopDomain: string;
	/** Where requests go: the store, or a stand-in. */
	origin: string;
	apiVersion: string;
	/** Whether the origin is a stand-in on this very machine. */
	isLocal: boolean;
	/** What webhooks may be signed with: the current secret, and the one before during a rotation. */
	secrets: string[];
	/** Every secret of the credential, the token of the session included: what no answer may repeat to us. */
	hidden: string[];
	/** Names app and store without telling a secret: executions that share them share the cost bucket. */
	key: string;
}

const SECRET_FIELDS = [
	'accessToken',
	'apiSecret',
	'clientSecret',
	'previousSecret',
	'sessionToken',
	'storefrontToken',
] as const;

/** @throws InputError naming the credential's field */
export function readShopifySettings(credential: ICredentialDataDecryptedObject): ShopifySettings {
	const shopDomain = parseShopDomain(asText(credential.shopDomain) ?? '');
	const given = (asText(credential.baseUrl) ?? '').trim();
	const origin = given === '' ? `https://${shopDomain}` : parseBaseUrl(given);
	const apiVersion = (asText(credential.apiVersion) ?? '2026-10').trim();
	if (!/^(\d{4}-\d{2}|unstable)$/.test(apiVersion)) {
		throw new InputError(
			`“${apiVersion.slice(0, 20)}” is not a version of Shopify’s API`,
			'API Version',
			'Use a year and a month such as 2026-10.',
		);
	}
	const isApp = credential.authentication !== 'accessToken';
	const secrets = [isApp ? credential.clientSecret : credential.apiSecret, credential.previousSecret]
		.map((secret) => (asText(secret) ?? '').trim())
		.filter((secret) => secret !== '');
	const hidden = SECRET_FIELDS.map((field) => (asText(credential[field]) ?? '').trim()).filter(Boolean);
	const identity = asText(isApp ? credential.clientId : credential.accessToken) ?? '';
	return {
		shopDomain,
		origin,
		apiVersion,
		isLocal: isLocalHost(new URL(origin).hostname),
		secrets,
		hidden,
		key: createHash('sha256').update(`${origin}\n${shopDomain}\n${identity}`).digest('hex'),
	};
}

/** This machine or a private network: nothing a service on the internet can reach. */
export function isLocalHost(host: string): boolean {
	return (
		/^(localhost|.*\.localhost|.*\.local|.*\.internal|\[::1?\]|0\.0\.0\.0|host\.docker\.internal)$/i.test(
			host,
		) || /^(127|10)\.|^192\.168\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\.|^\[f[cde]/i.test(host)
	);
}
