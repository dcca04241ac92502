import { extname } from 'node:path';
import { isObject } from '../json';
import type { MediaRecord } from '../store/records';
import { idOf } from '../store/ids';
import { invalid } from './errors';

const MIME: Record<string, string> = {
	png: 'image/png',
	jpg: 'image/jpeg',
	jpeg: 'image/jpeg',
	webp: 'image/webp',
	gif: 'image/gif',
	mp4: 'video/mp4',
	mov: 'video/quicktime',
};

export function contentKind(mimeType: string): string {
	return mimeType.startsWith('video/') ? 'VIDEO' : mimeType.startsWith('image/') ? 'IMAGE' : 'FILE';
}

function text(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

/** A media field takes a URL, or a media object as the presigned-url operation answers it. */
export function mediaFrom(value: unknown, key: string): MediaRecord {
	const url = typeof value === 'string' ? value : isObject(value) ? text(value.url) : undefined;
	if (url === undefined || !URL.canParse(url)) throw invalid(`body/${key} must match format "uri"`);
	const given = isObject(value) ? value : {};
	const extension = text(given.extension) ?? (extname(new URL(url).pathname).slice(1) || 'jpg');
	const mimeType = text(given.mimeType) ?? MIME[extension.toLowerCase()] ?? 'image/jpeg';
	const id = text(given._id) ?? idOf(`media ${url}`);
	return {
		_id: id,
		mediaContentType: text(given.mediaContentType) ?? contentKind(mimeType),
		mimeType,
		originalFilename: text(given.originalFilename) ?? url.slice(url.lastIndexOf('/') + 1),
		filename: text(given.filename) ?? id,
		extension,
		owner: text(given.owner) ?? 'all',
		tags: Array.isArray(given.tags) ? given.tags.filter((tag) => typeof tag === 'string') : [],
		url,
	};
}

export function mediaList(values: unknown[] | undefined, key: string): MediaRecord[] | undefined {
	return values?.map((value) => mediaFrom(value, key));
}
