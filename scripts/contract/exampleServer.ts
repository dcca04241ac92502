/** A stand-in that needs no state: it answers each operation with the file's own example of an answer. */
import { createServer } from 'node:http';

import type { CapturedRequest, Checker } from './check';
import type { Api } from './openapi';

export interface StandIn {
	url: string;
	/** What arrived since the last `clear`, in order. */
	captured(): CapturedRequest[];
	clear(): void;
	close(): Promise<void>;
}

export async function startExampleServer(api: Api, checker: Checker): Promise<StandIn> {
	let requests: CapturedRequest[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const captured: CapturedRequest = {
				method: request.method ?? '',
				rawUrl: request.url ?? '',
				headers: request.headers,
				rawBody: Buffer.concat(chunks).toString('utf8'),
			};
			requests.push(captured);
			const { operationId } = checker.check(captured);
			const answer = api.operations.find(({ id }) => id === operationId)?.answer;
			response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
			response.end(JSON.stringify(answer ?? { statusCode: 404, error: 'Not Found', message: 'Not found' }));
		});
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	return {
		url: `http://127.0.0.1:${port}`,
		captured: () => [...requests],
		clear: () => {
			requests = [];
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
		},
	};
}
