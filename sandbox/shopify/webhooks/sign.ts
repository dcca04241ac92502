import { createHmac } from 'node:crypto';

/** X-Shopify-Hmac-Sha256 of the bytes of a body. */
export function signatureOf(body: Buffer, secret: string): string {
	return createHmac('sha256', secret).update(body).digest('base64');
}

/** JSON as Shopify's webhooks spell it: slashes and ampersands escaped, so that writing it anew changes its bytes. */
export function spelled(payload: unknown): string {
	return JSON.stringify(payload).replace(/\//g, '\\/').replace(/&/g, '\\u0026');
}
