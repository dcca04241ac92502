import type { UnifiedApi } from '../client';
import { InputError } from '../failure';
import { type Json, asRecord, asText, isRecord } from '../narrow';
import { shown } from '../text';
import { type MediaKind, fittingName } from './kind';

/** What goes to the storage. */
export interface Put {
	url: string;
	contentType: string;
	/** Bytes. */
	size: number;
	body: Uint8Array | AsyncIterable<unknown>;
}

/** Sends it without any key: the address itself is the permission. Gives the status, or what became of the connection. */
export type PutFile = (put: Put) => Promise<{ status: number; said?: string } | { lost: string }>;

export interface FileToUpload {
	name: string;
	kind: MediaKind;
	/** Bytes. */
	size: number;
	/** Called for each try: a stream can be read only once. */
	open(): Promise<Uint8Array | AsyncIterable<unknown>>;
}

/** So often the same bytes are put to the same place, which is safe to repeat. */
const TRIES = 3;
const FIRST_PAUSE_MS = 1_000;

/**
 * Uploads a file (quirk 13): asks for an address to put it to, puts it there, and gives the media object that stands for it.
 * @param owner ids of store and creator it belongs to, if any
 * @param pause waits so many ms; rejects on cancel
 * @throws ApiError from asking, InputError when the storage does not take it
 */
export async function uploadMedia(
	api: UnifiedApi,
	file: FileToUpload,
	owner: { channelId?: string; creatorId?: string },
	put: PutFile,
	pause: (ms: number) => Promise<void>,
	mayPutTo: (url: URL) => boolean,
): Promise<Json> {
	const name = fittingName(file.name, file.kind);
	const answer = asRecord(
		await api.call('getPresignedUrl', {
			query: {
				filename: name,
				contentType: file.kind.mimeType,
				extension: name.slice(name.lastIndexOf('.') + 1).toLowerCase(),
				'meta[channelId]': owner.channelId,
				'meta[creatorId]': owner.creatorId,
			},
		}),
	);
	const url = asText(answer.presignedUrl);
	const { media } = answer;
	if (url === undefined || !isRecord(media) || asText(media.url) === undefined) {
		throw new InputError(
			`CreatorCommerce gave no place to upload ${shown(name)} to`,
			'File',
			'Run it again in some minutes.',
		);
	}
	if (!URL.canParse(url) || !mayPutTo(new URL(url))) {
		throw new InputError(
			`CreatorCommerce gave a place to upload ${shown(name)} to that is not encrypted`,
			'File',
			'Nothing was sent there. Ask CreatorCommerce support.',
		);
	}
	let failed = '';
	for (let tried = 1; tried <= TRIES; tried += 1) {
		if (tried > 1) await pause(FIRST_PAUSE_MS * 2 ** (tried - 2));
		const result = await put({
			url,
			contentType: file.kind.mimeType,
			size: file.size,
			body: await file.open(),
		});
		if ('status' in result && result.status >= 200 && result.status < 300) return media;
		failed = 'lost' in result ? result.lost : `HTTP ${result.status}${saidBy(result.said)}`;
		if ('status' in result && result.status < 500 && result.status !== 408 && result.status !== 429) break;
	}
	throw new InputError(
		`The storage of CreatorCommerce did not take ${shown(name)} (${failed})`,
		'File',
		'Run the row again: it gets a new place. What was begun is not used anywhere.',
	);
}

/** Object storage answers in XML: only its code is worth reading, and it never holds the address with its signature. */
function saidBy(xml: string | undefined): string {
	const code = /<Code>([A-Za-z]{1,60})<\/Code>/.exec(xml ?? '')?.[1];
	return code === undefined ? '' : `, ${code}`;
}
