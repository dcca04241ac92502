import CryptoJS from 'crypto-js';
import type { HmacScheme } from '../../../../nodes/CreatorCommerce/signature';

const digests = { sha256: CryptoJS.HmacSHA256, sha512: CryptoJS.HmacSHA512, sha1: CryptoJS.HmacSHA1 };
const encodings = { hex: CryptoJS.enc.Hex, base64: CryptoJS.enc.Base64 };

export interface Sent {
	rawBody: Buffer;
	headers: Record<string, string>;
}

/** What a sender of ours would send, signed by crypto-js, which shares no code with node's crypto. */
export function send(rawBody: Buffer, scheme: HmacScheme, secret: string, timestamp = '', id = ''): Sent {
	const word = (bytes: Buffer) => CryptoJS.lib.WordArray.create(bytes);
	const content = {
		body: () => rawBody,
		'timestamp.body': () => Buffer.concat([Buffer.from(`${timestamp}.`), rawBody]),
		bodyTimestamp: () => Buffer.concat([rawBody, Buffer.from(timestamp)]),
		'id.timestamp.body': () => Buffer.concat([Buffer.from(`${id}.${timestamp}.`), rawBody]),
	}[scheme.signedContent]();
	const signature = digests[scheme.algorithm](word(content), secret).toString(encodings[scheme.encoding]);
	const headers: Record<string, string> = { [scheme.headerName.toLowerCase()]: scheme.prefix + signature };
	if (timestamp !== '') headers[scheme.timestampHeader.toLowerCase()] = timestamp;
	if (id !== '') headers[scheme.idHeader.toLowerCase()] = id;
	return { rawBody, headers };
}
