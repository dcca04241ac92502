import Module from 'node:module';
import { join } from 'node:path';
import { N8N_VERSION, n8nFolder } from '../scripts/n8n/cache';
import type { CredentialClass, NodeClass } from '../test/support/headless/registry';

export const PEER_TYPE = 'n8n-nodes-base.httpRequest';

/** n8n's own Header Auth: what a user without our package gives HTTP Request. */
export const PEER_CREDENTIAL = 'httpHeaderAuth';

const file = (path: string): string => join(n8nFolder(N8N_VERSION), 'node_modules/n8n-nodes-base/dist', path);

export const peerFile = (): string => file('nodes/HttpRequest/HttpRequest.node.js');

interface Peer {
	node: NodeClass;
	credential: CredentialClass;
}

let loaded: Peer | undefined;

/**
 * n8n's own HTTP Request node, compiled, as its package has it. It gets the n8n-workflow and n8n-core that the engine runs
 * on: in n8n there is one copy of each too, and a second one would cost the peer memory.
 */
export function peer(): Peer {
	loaded ??= load();
	return loaded;
}

const SHARED = /^n8n-(workflow|core)(\/|$)/;

function load(): Peer {
	const resolver: { _resolveFilename?: (request: string, from: unknown, ...rest: unknown[]) => string } =
		Object(Module);
	const original = resolver._resolveFilename;
	if (!original) throw new Error('This Node resolves modules in another way');
	resolver._resolveFilename = (request, from, ...rest) =>
		original.call(Module, request, SHARED.test(request) ? module : from, ...rest);
	// Classes of another installation, known by their paths only.
	/* eslint-disable @typescript-eslint/no-require-imports */
	const { HttpRequest } = require(peerFile()) as { HttpRequest: NodeClass };
	const { HttpHeaderAuth } = require(file('credentials/HttpHeaderAuth.credentials.js')) as {
		HttpHeaderAuth: CredentialClass;
	};
	/* eslint-enable @typescript-eslint/no-require-imports */
	return { node: HttpRequest, credential: HttpHeaderAuth };
}
