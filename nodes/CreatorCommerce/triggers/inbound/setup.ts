import type { INodeProperties } from 'n8n-workflow';
import {
	CUSTOM_BODY,
	FLOW_CREATOR_BODY,
	FLOW_HEADERS,
	FLOW_ORDER_BODY,
	KLAVIYO_BODY,
	SECRET_HEADER,
} from './pasted';

const DOCS =
	'https://github.com/n8n-nodes-creatorcommerce/n8n-nodes-creatorcommerce/blob/main/docs/inbound.md';

/** n8n shows the addresses folded up, and the test address first. */
const PRODUCTION_URL = 'what “Webhook URLs” at the top shows under “Production URL”';

const code = (text: string): string => `<code>${text}</code>`;
const block = (text: string): string => `<pre>${text}</pre>`;
/** Of HTML, n8n's notices keep `a`, `ul` and `li`: without a list around them, texts run into each other there. */
const steps = (...texts: string[]): string => `<ul>${texts.map((text) => `<li>${text}</li>`).join('')}</ul>`;
const more = (part: string): string => `<a href="${DOCS}#${part}" target="_blank">More, step by step</a>`;

/** Every source is told apart by its own notice; the trigger node shows it for the chosen source. */
const notice = (name: string, ...html: string[]): INodeProperties => ({
	displayName: html.join(''),
	name,
	type: 'notice',
	default: '',
});

export const shopifyFlowSetup = notice(
	'shopifyFlowSetup',
	'<b>Once, in Shopify Flow</b>',
	steps(
		`Make a credential of the type Shared Secret with a long random secret, and keep its header name ${code(SECRET_HEADER)}.`,
		'In Flow, start a workflow with the trigger “Creator Updated” of CreatorCommerce and add the action “Send HTTP request”.',
		`Method POST; URL: ${PRODUCTION_URL}.`,
		`Add the same secret to Flow under the name ${code('n8n_webhook')}, and these headers: ${FLOW_HEADERS.map(code).join(' and ')}.`,
		`Body: ${block(FLOW_CREATOR_BODY)}`,
		'For 4XX choose to fail and for 5XX and 429 to retry, turn the workflow on, and publish (activate) this one.',
	),
	'<b>For orders</b>',
	steps(
		`Make a workflow on “Order created” that gets the creator metaobject by the order attribute ${code('cc-creator-handle')}, with this body: ${block(FLOW_ORDER_BODY)}`,
	),
	more('shopify-flow'),
);

export const klaviyoSetup = notice(
	'klaviyoSetup',
	'<b>Once for every event, in Klaviyo</b>',
	steps(
		`Make a credential of the type Shared Secret with a long random secret, and keep its header name ${code(SECRET_HEADER)}.`,
		'Make a flow on the CreatorCommerce metric, without filters that leave people out, and add the action “Webhook”.',
		`Destination URL: ${PRODUCTION_URL}.`,
		`Headers: ${code(SECRET_HEADER)} with the secret, ${code('Content-Type')} with ${code('application/json')}.`,
		`Body, with the name of the metric as ${code('event')}: ${block(KLAVIYO_BODY)}`,
		'Preview it, set the action live, and publish (activate) this workflow.',
	),
	'<b>System webhooks</b> (large plans)',
	steps(
		`Make a credential of the type HMAC Signature with header ${code('Klaviyo-Signature')}, SHA-256, hex, signed content “Body Then Timestamp”, timestamp header ${code('Klaviyo-Timestamp')}.`,
	),
	more('klaviyo'),
);

export const customWebhookSetup = notice(
	'customWebhookSetup',
	'<b>Hand over</b>',
	steps(
		`${PRODUCTION_URL}, to be called by POST with a JSON body of one event or a list of events;`,
		'how requests are signed, as the credential is set: HMAC of the raw body with a timestamp is best, a secret in a header is enough;',
		`the events, in CreatorCommerce’s own keys (${code('cc-creator-id')} …) with the event’s name as ${code('event')}, or in this form: ${block(CUSTOM_BODY)}`,
	),
	more('custom-webhooks'),
);
