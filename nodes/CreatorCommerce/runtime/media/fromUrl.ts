import { InputError, raise } from '../../api/failure';
import { HEAD_BYTES } from '../../api/media/kind';
import type { FileToUpload } from '../../api/media/upload';
import { asNumber, asRecord } from '../../api/narrow';
import { clock } from '../clock';
import { networkWords } from '../messages';
import type { Run } from '../run';
import { codeOf } from '../networkCode';
import { checkFile, tooLarge } from './check';
import { isBytes, readBytes } from './stream';

const FIELD = 'URL';
/** A file of 100 MB over a slow line. */
const LONGEST_MS = 300_000;

/**
 * Fetches a file from a public address. It is asked for without any key, whatever host it is, and no message repeats the
 * query of the address: it may hold a key of its own.
 * @param most bytes; what is longer is not read to its end
 * @throws InputError when it cannot be fetched, or is nothing that can be uploaded
 */
export async function fileFrom(
	url: string,
	run: Run,
	givenName: string | undefined,
	most: number,
): Promise<FileToUpload> {
	const { host, pathname } = new URL(url);
	const name = givenName ?? nameIn(pathname);
	const where = `${host}${pathname}`;
	const unreachable = (why: string): InputError =>
		new InputError(
			`The file at ${where} could not be fetched: ${why}`,
			FIELD,
			'Check that the address opens in a browser without signing in.',
		);
	const patience = new AbortController();
	try {
		const answer: unknown = await run.context.helpers.httpRequest({
			method: 'GET',
			url,
			headers: { accept: 'image/*, video/*' },
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout: LONGEST_MS,
			abortSignal: run.context.getExecutionCancelSignal(),
		});
		const { statusCode, headers, body } = asRecord(answer);
		if (!isBytes(body)) throw unreachable('it answered with nothing');
		if (statusCode !== 200) {
			body.destroy?.();
			throw unreachable(`it answered HTTP ${String(statusCode)}`);
		}
		const announced = asNumber(asRecord(headers)['content-length']);
		if (announced !== undefined && announced > most) {
			body.destroy?.();
			throw tooLarge(name, FIELD, announced, most);
		}
		void clock.sleep(LONGEST_MS, patience.signal).then(
			() => body.destroy?.(),
			() => undefined,
		);
		const { bytes, more } = await readBytes(body, most);
		if (more) throw tooLarge(name, FIELD, undefined, most);
		const kind = checkFile(bytes.subarray(0, HEAD_BYTES), bytes.length, most, { name: where, field: FIELD });
		return { name, kind, size: bytes.length, open: async () => bytes };
	} catch (fault) {
		run.context.getExecutionCancelSignal()?.throwIfAborted();
		if (fault instanceof InputError) return raise(fault);
		return raise(unreachable(`the connection ${networkWords(codeOf(fault))}`));
	} finally {
		patience.abort();
	}
}

function nameIn(pathname: string): string {
	const last = pathname.split('/').filter(Boolean).at(-1) ?? 'file';
	try {
		return decodeURIComponent(last);
	} catch {
		return last;
	}
}
