/** The resource Media. The bytes go to the storage, which is no part of the file. */
import type { NodeCase } from './node';
import { locator } from './partner';

const media = (parameters: Record<string, unknown> = {}) => ({
	resource: 'media',
	operation: 'upload',
	...parameters,
});

/** The smallest PNG there is: one pixel. */
const PIXEL =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const withFile = (property: string) => () => [
	{
		json: {},
		binary: { [property]: { data: PIXEL, mimeType: 'image/png', fileName: 'a b+c & d.png' } },
	},
];

export const MEDIA_CASES: NodeCase[] = [
	{
		operationId: 'getPresignedUrl',
		name: 'media upload, minimal',
		parameters: () => media(),
		items: withFile('data'),
	},
	{
		operationId: 'getPresignedUrl',
		name: 'media upload, full, of a partner',
		keyType: 'partner',
		parameters: ({ email }) =>
			media({
				source: 'binary',
				binaryPropertyName: 'picture',
				belongsTo: 'partner',
				partner: locator('email', email),
				options: { fileName: 'Ada Lovelace.jpg', maxSize: 1 },
			}),
		items: withFile('picture'),
	},
	{
		operationId: 'getPresignedUrl',
		name: 'media upload, of the store',
		parameters: () => media({ belongsTo: 'store' }),
		items: withFile('data'),
	},
];
