import { ApiError, InputError, NotSentError } from '../api/failure';
import { PartlyDoneError } from '../api/partner/save';
import { ShopifyError } from '../shopify';
import type { Settings } from './settings';
import { explainShopify } from './shopify/messages';

/** What a user reads: what happened, and what to do about it. */
export interface Message {
	what: string;
	todo: string;
}

/** The names that messages use. */
export type Where = Pick<Settings, 'shopDomain' | 'baseUrl' | 'keyType'> & { shopifyDomain?: string };

/** For faults before a credential could be read. */
export const NOWHERE: Where = {
	shopDomain: 'the store',
	baseUrl: 'https://the-api.invalid',
	keyType: 'channel',
};

/** Explains a fault of ours in the user's words; undefined for a fault that is none of ours. */
export function explain(fault: unknown, where: Where): Message | undefined {
	if (fault instanceof InputError) {
		return { what: fault.message, todo: fault.advice ?? `Check ${fault.field ?? 'the parameters'}.` };
	}
	if (fault instanceof NotSentError) return explainNotSent(fault);
	if (fault instanceof PartlyDoneError) return explainPartlyDone(fault, where);
	if (fault instanceof ShopifyError) return explainShopify(fault, where.shopifyDomain ?? where.shopDomain);
	return fault instanceof ApiError ? explainApi(fault, where) : undefined;
}

/** Both sentences in one, for places that have room for one text only. */
export const inOne = ({ what, todo }: Message): string =>
	`${/[.!?]$/.test(what) ? what : `${what}.`} ${todo}`;

function explainNotSent(fault: NotSentError): Message {
	return fault.reason === 'timeIsUp'
		? {
				what: 'Not sent, since the time set in Stop After was up',
				todo: 'Nothing was changed for this row. Run the rows with the status notSent again.',
			}
		: {
				what: 'Not sent, since the run had ended before',
				todo: 'Nothing was changed for this row. See the row that failed, then run it again.',
			};
}

function explainPartlyDone(fault: PartlyDoneError, where: Where): Message {
	const cause = explain(fault.cause, where);
	const missing = [
		(fault.missing.discountAmount ?? fault.missing.discountCode) !== undefined && 'discount',
		fault.missing.isOnboarded !== undefined && 'onboarding state',
	].filter(Boolean);
	const unsure = fault.cause instanceof ApiError && fault.cause.effect === 'unknown';
	const may = unsure ? 'may not have been' : 'could not be';
	return {
		what: `The partner was created (ID ${fault.partner.collabId}), but ${missing.join(' and ')} ${may} written: ${cause?.what ?? 'the second request did not go through'}`,
		todo: 'Run the row again with Create or Update or with Sync: it adds what is missing and creates nobody twice.',
	};
}

const UNSURE = 'Whether the change took place is not known: look in CreatorCommerce before you repeat it.';

function explainApi({ failure, effect, tries }: ApiError, { shopDomain, baseUrl, keyType }: Where): Message {
	const said = failure.said === undefined ? '' : ` It said: “${failure.said}”.`;
	const status = failure.status === undefined ? '' : ` (HTTP ${failure.status})`;
	const often = tries > 1 ? ` ${tries} times` : '';
	// A write that was accepted without the API's answer may have gone through.
	const isAccepted = failure.kind === 'notJson' && failure.status !== undefined && failure.status < 300;
	const unsure =
		effect === 'unknown' || (isAccepted && failure.request.startsWith('POST ')) ? ` ${UNSURE}` : '';
	switch (failure.kind) {
		case 'unauthorized':
			return {
				what: `CreatorCommerce did not accept the API key${status}`,
				todo: `Check the API key in the credential (CreatorCommerce → Settings → API), and that Key Type is right: it is set to ${keyType} key.`,
			};
		case 'forbidden':
			return {
				what: `The API key may not do this for ${shopDomain}${status}`,
				todo: `Check that the store domain in the credential is the store the key was made for, or ask CreatorCommerce support for the permission.${said}`,
			};
		case 'notFound':
			return {
				what: `CreatorCommerce does not know what was asked for${status}`,
				// CreatorCommerce itself says so with 500: a 404 may come from another server.
				todo: `Check the ID, and that the store ${shopDomain} in the credential is the right one.${failure.status === 404 ? ' Where everything is answered so, check Base URL too.' : ''}${said}${unsure}`,
			};
		case 'rejected':
			return {
				what: `CreatorCommerce refused the request${status}${failure.said ? `: “${failure.said}”` : ''}`,
				// An earlier try may have taken place before this one was refused.
				todo: `${failure.said === undefined ? 'It gave no reason: check all values of the item.' : 'Change the value it names.'}${unsure === '' ? ' Nothing was written.' : unsure}`,
			};
		case 'rateLimited':
			return {
				what: `CreatorCommerce kept refusing the request because of its limits${often}`,
				todo: `Another workflow or app uses the same key. Lower the limits in the credential to this workflow’s share, or run it at another time.${unsure}`,
			};
		case 'server':
			return {
				what: `CreatorCommerce could not answer${often}${status}`,
				todo: `Run it again in some minutes.${said}${unsure}`,
			};
		case 'network':
			return {
				what: `The connection to ${hostOf(baseUrl)} ${networkWords(failure.said)}${often ? ` (tried${often})` : ''}`,
				todo: `Check that ${hostOf(baseUrl)} can be reached from n8n, then run it again.${unsure}`,
			};
		case 'notJson':
			return {
				what: `Something other than the CreatorCommerce API answered at ${hostOf(baseUrl)}${status}: a web page or an incomplete answer instead of JSON`,
				todo: `Check Environment and Base URL in the credential, and whether a proxy or firewall stands in between.${unsure}`,
			};
		case 'noAnswer':
			return {
				what: `CreatorCommerce accepted the request but did not answer it${status}`,
				todo: UNSURE,
			};
		case 'redirect':
			return {
				what: `${hostOf(baseUrl)} redirects to another address${status}, where the API key is not sent`,
				todo: 'Put the address it redirects to into Base URL in the credential, if you trust it.',
			};
	}
}

/** What became of a connection. n8n writes messages anew that hold the code itself. */
export function networkWords(code: string | undefined): string {
	switch (code) {
		case 'ECONNREFUSED':
			return 'was refused';
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return 'could not be made, since the host name is not known';
		case 'ECONNRESET':
		case 'EPIPE':
			return 'was cut';
		case 'ECONNABORTED':
		case 'ETIMEDOUT':
			return 'timed out';
		default:
			return 'was lost';
	}
}

const hostOf = (baseUrl: string): string => new URL(baseUrl).host;
