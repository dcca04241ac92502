import { createHash } from 'crypto';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { PRODUCTION_BASE_URL, parseBaseUrl } from '../api/baseUrl';
import { InputError } from '../api/failure';
import { asNumber, asText } from '../api/narrow';
import { parseShopDomain } from '../api/shopDomain';
import { type Limits, VENDOR_LIMITS } from '../traffic';

export const CREDENTIAL = 'creatorCommerceApi';

/** What the credential says, checked. The key itself stays with n8n. */
export interface Settings {
	keyType: 'channel' | 'partner';
	shopDomain: string;
	baseUrl: string;
	limits: Limits;
	/** Names the key without telling it: executions that share a key share its limits. */
	keyHash: string;
}

/** @throws InputError naming the credential's field */
export function readSettings(credential: ICredentialDataDecryptedObject): Settings {
	const keyType = credential.keyType === 'partner' ? 'partner' : 'channel';
	const apiKey = (asText(credential.apiKey) ?? '').trim();
	if (apiKey === '') {
		throw new InputError(
			'The credential has no API key',
			'API Key',
			'Make one in CreatorCommerce under Settings → API → Generate Key and paste it into the credential.',
		);
	}
	// A header holds nothing else; sent all the same, it would look like a connection that was lost.
	if (!/^[!-~]+$/.test(apiKey)) {
		throw new InputError(
			'The API key has blanks or letters in it that no key has',
			'API Key',
			'Copy it again from CreatorCommerce → Settings → API, without anything before or after it.',
		);
	}
	const baseUrl =
		credential.environment === 'custom'
			? parseBaseUrl(asText(credential.baseUrl) ?? '')
			: PRODUCTION_BASE_URL;
	return {
		keyType,
		shopDomain: parseShopDomain(asText(credential.myshopifyDomain) ?? ''),
		baseUrl,
		limits: {
			readsPerMinute: limit(credential.readsPerMinute, 'Reads per Minute', VENDOR_LIMITS.readsPerMinute),
			writesPerMinute: limit(credential.writesPerMinute, 'Writes per Minute', VENDOR_LIMITS.writesPerMinute),
			bulkPerMinute: limit(
				credential.bulkPerMinute,
				'Bulk Operations per Minute',
				VENDOR_LIMITS.bulkPerMinute,
			),
		},
		keyHash: createHash('sha256').update(`${baseUrl}\n${apiKey}`).digest('hex'),
	};
}

function limit(value: unknown, field: string, otherwise: number): number {
	if (value === undefined || value === '') return otherwise;
	const number = asNumber(value);
	if (number === undefined || !Number.isInteger(number) || number < 1) {
		throw new InputError(
			`${field} in the credential is not a whole number above 0`,
			field,
			`Use ${otherwise} or less.`,
		);
	}
	return number;
}
