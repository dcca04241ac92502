import * as http from 'node:http';
import * as https from 'node:https';

/** Sends one delivery: the status that came back. Throws on no connection and on time-out. Redirects are not followed. */
export function post(
	agents: Agents,
	uri: string,
	headers: Record<string, string>,
	body: Buffer,
	timeoutMs: number,
): Promise<number> {
	return new Promise((resolve, reject) => {
		const url = new URL(uri);
		const secure = url.protocol === 'https:';
		const request = (secure ? https : http).request(url, {
			method: 'POST',
			agent: secure ? agents.https : agents.http,
			headers: { ...headers, 'Content-Length': String(body.length) },
		});
		const timer = setTimeout(() => request.destroy(new Error(`No answer in ${timeoutMs} ms`)), timeoutMs);
		request.on('response', (response) => {
			response.resume();
			response.on('end', () => {
				clearTimeout(timer);
				resolve(response.statusCode ?? 0);
			});
		});
		request.on('error', (error) => {
			clearTimeout(timer);
			reject(error);
		});
		request.on('close', () => {
			clearTimeout(timer);
			reject(new Error('The connection was cut'));
		});
		request.end(body);
	});
}

/** Connections of the deliveries, kept open between them. */
export class Agents {
	readonly http = new http.Agent({ keepAlive: true });
	readonly https = new https.Agent({ keepAlive: true });

	close(): void {
		this.http.destroy();
		this.https.destroy();
	}
}
