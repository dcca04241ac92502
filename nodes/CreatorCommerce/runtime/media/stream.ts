/** What n8n hands out as a stream, as far as it is used here. */
export interface Bytes extends AsyncIterable<unknown> {
	destroy?: () => unknown;
}

export const isBytes = (value: unknown): value is Bytes =>
	typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

const asBuffer = (chunk: unknown): Buffer =>
	Buffer.isBuffer(chunk)
		? chunk
		: chunk instanceof Uint8Array
			? Buffer.from(chunk)
			: Buffer.from(String(chunk));

/**
 * The bytes of a stream, at most so many; the rest is not read.
 * @returns `more`: there was more than that
 */
export async function readBytes(stream: Bytes, most: number): Promise<{ bytes: Buffer; more: boolean }> {
	const chunks: Buffer[] = [];
	let size = 0;
	try {
		for await (const chunk of stream) {
			const buffer = asBuffer(chunk);
			chunks.push(buffer);
			size += buffer.length;
			if (size > most) break;
		}
	} finally {
		stream.destroy?.();
	}
	return { bytes: Buffer.concat(chunks).subarray(0, most), more: size > most };
}
