import { createReadStream, existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { basename, join } from 'node:path';

export interface FileServer {
	/** With a slash at the end. */
	url: string;
	close: () => void;
}

/** Serves the files of one folder (no sub-folders) on 127.0.0.1, as a share or a web shop's export link would. */
export async function serveFiles(folder: string, port: number): Promise<FileServer> {
	const server: Server = createServer((request, response) => {
		const name = basename(decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname));
		const path = join(folder, name);
		if (!name || !existsSync(path)) {
			response.writeHead(404, { 'content-type': 'text/plain' }).end('no such file\n');
			return;
		}
		response.writeHead(200, {
			'content-type': name.endsWith('.csv') ? 'text/csv; charset=utf-8' : 'application/octet-stream',
			'content-disposition': `attachment; filename="${name}"`,
		});
		createReadStream(path).pipe(response);
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	const address = server.address();
	const actual = address !== null && typeof address === 'object' ? address.port : port;
	return {
		url: `http://127.0.0.1:${actual}/`,
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}
