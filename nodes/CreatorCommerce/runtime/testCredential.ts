import type {
	ICredentialTestFunctions,
	ICredentialsDecrypted,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { judge } from '../api/answer';
import type { Failure } from '../api/failure';
import { InputError, raise } from '../api/failure';
import { asRecord, asText, isRecord } from '../api/narrow';
import { failed, sendTest } from './credentialTest';
import { codeOf } from './networkCode';
import { type Settings, readSettings } from './settings';

/**
 * The Test of the CreatorCommerce credential: reads the store once. A function and not a declared request, since the key
 * must go only where the node's own reader of the credential lets it go.
 */
export async function testCreatorCommerceCredential(
	context: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const data = credential.data ?? {};
	let settings: Settings;
	try {
		settings = readSettings(data);
	} catch (fault) {
		return fault instanceof InputError
			? failed(`${fault.message}. ${fault.advice ?? ''}`.trim())
			: raise(fault);
	}
	try {
		const answer = await sendTest(context, {
			method: 'GET',
			url: `${settings.baseUrl}/channels/${encodeURIComponent(settings.shopDomain)}`,
			headers: {
				accept: 'application/json',
				[`x-${settings.keyType}-access-token`]: (asText(data.apiKey) ?? '').trim(),
			},
		});
		return verdict(Number(answer.statusCode), asText(answer.body) ?? '');
	} catch (fault) {
		return failed(
			`CreatorCommerce could not be reached (${codeOf(fault)}). Check Environment and Base URL, or try again in a minute.`,
		);
	}
}

const SOMETHING_ELSE = failed(
	'Something other than the CreatorCommerce API answered there. Check Environment and Base URL, and whether a proxy stands in between.',
);

function verdict(status: number, body: string): INodeCredentialTestResult {
	const answer = judge({ status, headers: {}, body }, 'GET /channels/{myshopifyDomain}', 0);
	if (answer.kind === 'done') {
		return isRecord(asRecord(answer.value).channel)
			? { status: 'OK', message: 'Connection successful!' }
			: SOMETHING_ELSE;
	}
	const { kind } = answer.failure;
	// A key is refused without a word too; on a web page it is a proxy that asks for one.
	const isRefusedKey = (kind === 'unauthorized' || kind === 'forbidden') && !/^\s*</.test(body);
	const isTold = /^\s*\{/.test(body) || isRefusedKey || kind === 'redirect' || status === 429;
	return isTold ? failed(WORDS[kind] ?? SOMETHING_ELSE.message) : SOMETHING_ELSE;
}

const WORDS: Partial<Record<Failure['kind'], string>> = {
	unauthorized:
		'CreatorCommerce did not accept the API key. Check that it is complete, and that Key Type is right (CreatorCommerce → Settings → API).',
	forbidden: 'The API key belongs to another store. Check Store Domain, or use a key of that store.',
	notFound:
		'CreatorCommerce knows no such store. Check Store Domain: it ends in .myshopify.com, and CreatorCommerce must be installed there.',
	rateLimited: 'The API key is right, but its limit is used up for now. Try again in a minute.',
	redirect:
		'Another address is given there, to which the API key is not sent. Check Environment and Base URL.',
	rejected:
		'CreatorCommerce could not find the store or could not answer. Check Store Domain, then try again in a minute.',
	server:
		'CreatorCommerce could not find the store or could not answer. Check Store Domain, then try again in a minute.',
};
