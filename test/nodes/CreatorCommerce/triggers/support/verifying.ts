import { Host } from './host';

export const SECRET = 'current-secret-of-the-app';
export const PREVIOUS = 'secret-before-the-rotation';
export const SHOP = 'brand.myshopify.com';

/** A Shopify trigger with two secrets and no Shopify behind it. */
export const verifyingHost = (events: string[]): Host =>
	new Host({
		parameters: { source: 'shopify', events },
		credential: {
			shopDomain: SHOP,
			authentication: 'accessToken',
			accessToken: 'shpat_none',
			apiSecret: SECRET,
			previousSecret: PREVIOUS,
			// Nobody listens: whatever asks Shopify is told so at once.
			baseUrl: 'http://127.0.0.1:9',
		},
		baseUrl: 'https://n8n.example.com',
	});
