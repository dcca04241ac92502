import type { Answer } from '../../server/answer';
import { queryOf, type Arrived } from '../../server/request';
import { isObject, parseJson } from '../../json';
import type { ShopifyParts } from '../parts';
import { storeAsked } from './store';

/** The client credentials grant. */
export function grantToken(incoming: Arrived, parts: ShopifyParts): Answer {
	const store = storeAsked(incoming, parts);
	if (store === 'unknown') return { status: 404, body: { errors: 'Not Found' } };
	const form = formOf(incoming);
	const clientId = form.client_id ?? '';
	if (form.grant_type !== 'client_credentials') {
		return refused('unsupported_grant_type', 'The grant type is not supported.');
	}
	if (!parts.apps.exists(clientId)) {
		return refused(
			'application_cannot_be_found',
			`Could not find Shopify API application with api_key ${clientId}`,
		);
	}
	if (!parts.apps.takesSecret(clientId, form.client_secret ?? '')) {
		return refused('invalid_client', 'The client secret is invalid.');
	}
	if (store === 'notPermitted') {
		return refused('shop_not_permitted', 'Client credentials cannot be performed on this shop.');
	}
	const { tokenSeconds, scopes } = parts.settings();
	return {
		status: 200,
		body: {
			access_token: parts.apps.grant(clientId, tokenSeconds),
			scope: scopes.join(','),
			expires_in: tokenSeconds,
		},
	};
}

function refused(error: string, description: string): Answer {
	return { status: 400, body: { error, error_description: description } };
}

/** Form-encoded, as Shopify documents the grant; JSON is taken too, as it takes it elsewhere. */
function formOf(incoming: Arrived): Record<string, string> {
	const form: Record<string, string> = {};
	const source = (incoming.headers['content-type'] ?? '').includes('json')
		? jsonOf(incoming.rawBody)
		: queryOf(incoming.rawBody);
	for (const [name, value] of Object.entries(source)) if (typeof value === 'string') form[name] = value;
	return form;
}

function jsonOf(text: string): Record<string, unknown> {
	const value = parseJson(text);
	return isObject(value) ? value : {};
}
