import type { FastifyInstance, FastifyReply } from 'fastify';
import { HEX24 } from '../store/ids';
import { sendText, type Answer } from './answer';
import type { JournalEntry } from './journal';
import { openEntry, type Runtime } from './pipeline';
import { queryText } from './operation';
import { arrived } from './request';
import { underFaults } from './underFaults';

/** Stands for the vendor's object storage: no API key here, the URL itself is the permission. */
export const STORAGE_PATH = '/__storage';

export function addStorage(app: FastifyInstance, runtime: Runtime): void {
	const url = `${STORAGE_PATH}/:owner/:file`;
	app.put(url, async (request, reply) => {
		const incoming = arrived(request);
		const entry = openEntry(runtime, incoming, null);
		const take = (): Answer => {
			const id = fileId(incoming.params.file);
			const file = id === undefined ? undefined : runtime.store.files.get(id);
			const status = putStatus(runtime, incoming.headers, queryText(incoming.query, 'X-Amz-Signature'), file);
			if (status === 200 && id !== undefined && file) {
				const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
				runtime.store.files.putSync(id, { ...file, bytes });
				entry.tookPlace = true;
			}
			return { status, body: '' };
		};
		await underFaults(runtime, { incoming, entry, request, reply }, take, answerPut);
		return reply;
	});
	app.get(url, (request, reply) => {
		const id = fileId(arrived(request).params.file);
		const file = id === undefined ? undefined : runtime.store.files.get(id);
		if (!file?.bytes)
			return reply.code(404).type('application/xml').send('<Error><Code>NoSuchKey</Code></Error>');
		return reply.type(file.contentType).send(Buffer.from(file.bytes));
	});
}

function putStatus(
	runtime: Runtime,
	headers: Record<string, string>,
	signature: string | undefined,
	file: { signature: string; contentType: string } | undefined,
): number {
	// Object storage refuses a second kind of permission beside the signature, and a key of ours must not leak here.
	if (headers.authorization !== undefined) return 400;
	// S3 takes no body of unknown length.
	if (headers['content-length'] === undefined) return 411;
	const values = Object.values(headers);
	if (values.includes(runtime.keys.channelKey) || values.includes(runtime.keys.partnerKey)) return 400;
	if (!file || signature !== file.signature) return 403;
	return 200;
}

const CODES: Record<number, string> = { 400: 'InvalidRequest', 411: 'MissingContentLength' };

function answerPut(reply: FastifyReply, entry: JournalEntry, { status }: Answer): void {
	const code = CODES[status] ?? 'SignatureDoesNotMatch';
	const body = status === 200 ? '' : `<Error><Code>${code}</Code></Error>`;
	sendText(reply, entry, status, 'application/xml', body);
}

function fileId(file: string | undefined): string | undefined {
	const id = file?.split('.')[0];
	return id !== undefined && HEX24.test(id) ? id : undefined;
}
