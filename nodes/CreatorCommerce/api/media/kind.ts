/** A type of picture or video that can be uploaded. */
export interface MediaKind {
	mimeType: string;
	/** As files of this type are called, the usual one first. */
	extensions: string[];
}

const KINDS: MediaKind[] = [
	{ mimeType: 'image/png', extensions: ['png'] },
	{ mimeType: 'image/jpeg', extensions: ['jpg', 'jpeg', 'jfif'] },
	{ mimeType: 'image/webp', extensions: ['webp'] },
	{ mimeType: 'image/gif', extensions: ['gif'] },
	{ mimeType: 'image/avif', extensions: ['avif'] },
	{ mimeType: 'image/heic', extensions: ['heic', 'heif'] },
	{ mimeType: 'image/svg+xml', extensions: ['svg'] },
	{ mimeType: 'video/mp4', extensions: ['mp4', 'm4v'] },
	{ mimeType: 'video/quicktime', extensions: ['mov', 'qt'] },
	{ mimeType: 'video/webm', extensions: ['webm'] },
];

/** For messages. */
export const KIND_WORDS = 'PNG, JPEG, WebP, GIF, AVIF, HEIC, SVG, MP4, MOV or WebM';

/** So many bytes from the beginning tell the type. */
export const HEAD_BYTES = 512;

/**
 * The type of a file by its first bytes: what it is called, and what a server says it is, are often wrong.
 * Undefined when it is none of those that can be uploaded.
 * @param head the first {@link HEAD_BYTES} bytes, or all if there are fewer
 */
export function kindOf(head: Uint8Array): MediaKind | undefined {
	const mimeType = mimeTypeOf(Buffer.from(head));
	return KINDS.find((kind) => kind.mimeType === mimeType);
}

function mimeTypeOf(head: Buffer): string | undefined {
	const text = (from: number, to: number): string => head.toString('latin1', from, to);
	if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
	if (text(0, 3) === '\xff\xd8\xff') return 'image/jpeg';
	if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') return 'image/gif';
	if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'image/webp';
	if (text(0, 4) === '\x1a\x45\xdf\xa3' && head.includes('webm')) return 'video/webm';
	if (text(4, 8) === 'ftyp') return mimeTypeOfBrand(text(8, 12));
	const words = head
		.toString('utf8')
		.replace(/^\ufeff/, '')
		.trimStart();
	return /^(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*|<!DOCTYPE svg[^>]*>\s*)*<svg[\s>]/i.test(words)
		? 'image/svg+xml'
		: undefined;
}

/** ISO base media files (MP4, HEIC …) name what they are after `ftyp`. */
function mimeTypeOfBrand(brand: string): string {
	if (brand === 'avif' || brand === 'avis') return 'image/avif';
	if (['heic', 'heix', 'heim', 'heis', 'hevc', 'mif1', 'msf1'].includes(brand)) return 'image/heic';
	return brand === 'qt  ' ? 'video/quicktime' : 'video/mp4';
}

/** What bytes that are no picture and no video look like, for messages. */
export function looksLike(head: Uint8Array): string {
	const words = Buffer.from(head).toString('utf8').trimStart().toLowerCase();
	if (/^(<!doctype html|<html|<head|<body)/.test(words)) return 'a web page';
	if (words.startsWith('%pdf')) return 'a PDF';
	if (words.startsWith('{') || words.startsWith('[')) return 'JSON';
	return 'something else';
}

/** The name with an extension that fits the type: `photo.jpg` that is a PNG becomes `photo.png`. */
export function fittingName(fileName: string, { extensions }: MediaKind): string {
	const base = fileName
		.replace(/^.*[/\\]/, '')
		.replace(/\p{Cc}/gu, '')
		.trim();
	const [usual = ''] = extensions;
	const dot = base.lastIndexOf('.');
	const extension = dot < 0 ? '' : base.slice(dot + 1).toLowerCase();
	if (extensions.includes(extension) && dot > 0) return base;
	// A dot may be part of the name: "v1.2 final" has no extension.
	const stem = /^[a-z0-9]{1,5}$/.test(extension) && dot > 0 ? base.slice(0, dot) : base.replace(/^\.+/, '');
	return `${stem === '' ? 'file' : stem}.${usual}`;
}
