import { createHash } from 'node:crypto';
import { invalid } from '../server/errors';
import { contentKind } from '../server/media';
import { queryText, type Call, type Operation } from '../server/operation';
import { STORAGE_PATH } from '../server/storage';

const EXPIRES_SECONDS = 900;

/** A place to PUT bytes to, and the media object that will show them. */
export const getPresignedUrl: Operation = {
	operationId: 'getPresignedUrl',
	method: 'GET',
	path: '/storage/presigned-url',
	failure: 'Failed to create presigned url',
	handle(call) {
		const filename = required(call, 'filename');
		const mimeType = required(call, 'contentType');
		const extension = required(call, 'extension').replace(/^\./, '');
		const id = call.ids.make(Date.parse(call.now));
		const parts = [queryText(call.query, 'meta[channelId]'), queryText(call.query, 'meta[creatorId]')];
		const [channelId, creatorId] = parts;
		const owner = parts.filter((part) => part !== undefined).join('-') || 'all';
		const signature = createHash('sha256').update(`${id} ${call.now}`).digest('hex');
		const key = `${encodeURIComponent(owner)}/${id}.${encodeURIComponent(extension)}`;
		const url = `${call.baseUrl}${STORAGE_PATH}/${key}`;
		call.store.files.putSync(id, { contentType: mimeType, signature, bytes: null });
		const signed = new URLSearchParams({
			'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
			'X-Amz-Expires': String(EXPIRES_SECONDS),
			'X-Amz-SignedHeaders': 'host',
			'X-Amz-Signature': signature,
		});
		return {
			presignedUrl: `${url}?${signed.toString()}`,
			media: {
				_id: id,
				mediaContentType: contentKind(mimeType),
				mimeType,
				originalFilename: filename,
				filename: id,
				extension,
				owner,
				tags: [
					...(channelId === undefined ? [] : [`channel-${channelId}`]),
					...(creatorId === undefined ? [] : [`creator-${creatorId}`]),
				],
				updatedAt: call.now,
				url,
			},
		};
	},
};

function required(call: Call, name: string): string {
	const value = queryText(call.query, name);
	if (value === undefined || value === '') throw invalid(`querystring must have required property '${name}'`);
	return value;
}
