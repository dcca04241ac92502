import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { run, tail } from '../../scripts/n8n/command';

/** The part of Shopify's REST API that n8n's own Shopify Trigger registers its webhook with. */
export interface RestStandIn {
	/** What to write as the credential's "Shop Subdomain": n8n appends ".myshopify.com…", which then is a fragment. */
	subdomain: string;
	/** The certificate that n8n has to trust. */
	certificate: string;
	/** Addresses that were registered. */
	addresses: string[];
	close(): void;
}

/** Answers GET with no webhook, and POST with a new one. Over TLS, since the trigger knows nothing else. */
export async function startRestStandIn(folder: string): Promise<RestStandIn> {
	const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
	const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
	const made = await run(
		'openssl',
		[
			'req',
			'-x509',
			'-newkey',
			'rsa:2048',
			'-nodes',
			'-days',
			'2',
			'-keyout',
			key,
			'-out',
			certificate,
			...subject,
		],
		{ cwd: folder },
	);
	if (made.code !== 0) throw new Error(`openssl made no certificate:\n${tail(made.stderr)}`);
	const addresses: string[] = [];
	const server = createServer(
		{ key: readFileSync(key), cert: readFileSync(certificate) },
		(request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				const answer =
					request.method === 'POST' ? created(Buffer.concat(chunks), addresses) : { webhooks: [] };
				response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
			});
		},
	);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		subdomain: `localhost:${port}/#`,
		certificate,
		addresses,
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}

function created(body: Buffer, addresses: string[]): object {
	const { webhook } = JSON.parse(body.toString()) as { webhook: { address: string } };
	addresses.push(webhook.address);
	return { webhook: { id: addresses.length, ...webhook } };
}
