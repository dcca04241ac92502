import type { Document } from './client';
import { asList, asText, at } from './narrow';

export const SCOPES: Document = {
	name: 'Scopes',
	replaySafe: true,
	text: `query Scopes {
		shop { name myshopifyDomain }
		currentAppInstallation { accessScopes { handle } }
	}`,
};

export function readScopes(data: unknown): { shop: string | undefined; scopes: string[] } {
	return {
		shop: asText(at(data, 'shop', 'myshopifyDomain')),
		scopes: asList(at(data, 'currentAppInstallation', 'accessScopes')).flatMap(
			(scope) => asText(at(scope, 'handle')) ?? [],
		),
	};
}
