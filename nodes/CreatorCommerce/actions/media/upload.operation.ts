import { InputError } from '../../api/failure';
import { type FileToUpload, uploadMedia } from '../../api/media/upload';
import { asNumber, asText, idOf, known } from '../../api/narrow';
import type { PartnerKey } from '../../api/partner/directory';
import { parseUrl } from '../../api/text';
import { uploadFields } from '../../fields/media';
import { output } from '../../fields/outputs';
import { partnerKey } from '../../fields/readPartnerFields';
import { clock } from '../../runtime/clock';
import { eachItem } from '../../runtime/eachItem';
import { type Item, blankless } from '../../runtime/item';
import { binaryFile } from '../../runtime/media/binary';
import { MB } from '../../runtime/media/check';
import { fileFrom } from '../../runtime/media/fromUrl';
import { n8nPut } from '../../runtime/media/put';
import type { Operation } from '../../runtime/operation';
import type { Run } from '../../runtime/run';

/** So many files are fetched and sent at once: each may be as large as Maximum Size. */
const AT_ONCE = 4;

interface Task {
	lane: number;
	file(): Promise<FileToUpload>;
	owner(): Promise<{ channelId?: string; creatorId?: string }>;
}

export const upload: Operation = {
	name: 'Upload',
	value: 'upload',
	action: 'Upload media',
	description: 'Upload a picture or video; the media it gives can be used in every media field',
	fields: uploadFields,
	writes: true,
	execute: eachItem<Task>({
		async prepare(item, run) {
			return { lane: item.index % AT_ONCE, file: await fileOf(item, run), owner: await ownerOf(item, run) };
		},
		async perform(task, run) {
			const file = await task.file();
			const signal = run.context.getExecutionCancelSignal();
			const media = await uploadMedia(
				run.api,
				file,
				await task.owner(),
				n8nPut(run.context),
				async (ms) => await clock.sleep(ms, signal),
				(url) => url.protocol === 'https:' || url.origin === new URL(run.settings.baseUrl).origin,
			);
			return output(
				known({
					id: idOf(media),
					url: asText(media.url),
					fileName: asText(media.originalFilename) ?? file.name,
					mimeType: asText(media.mimeType) ?? file.kind.mimeType,
					size: file.size,
					media,
				}),
			);
		},
		target: ({ lane }) => String(lane),
	}),
};

/** A file that came with the item is checked at once; one at an address only when its turn comes, since it has to be fetched for it. */
async function fileOf(item: Item, run: Run): Promise<Task['file']> {
	const options = item.collection('options');
	const name = blankless(options.fileName);
	const most = sizeOf(options.maxSize);
	if (item.raw('source') === 'url') {
		const url = parseUrl(item.requiredText('url', 'URL'), 'URL');
		return async () => await fileFrom(url, run, name, most);
	}
	const property = item.requiredText('binaryPropertyName', 'Input Binary Field');
	const file = await binaryFile(item, run, property, name, most);
	return async () => file;
}

/** In bytes. */
function sizeOf(given: unknown): number {
	if (given === undefined || given === '') return 100 * MB;
	const size = asNumber(given);
	if (size !== undefined && size > 0) return size * MB;
	throw new InputError(
		'Maximum Size is not a number above 0',
		'Maximum Size',
		'Use a number of MB such as 20.',
	);
}

async function ownerOf(item: Item, run: Run): Promise<Task['owner']> {
	const belongsTo = item.raw('belongsTo');
	if (belongsTo === 'store') return async () => ({ channelId: await run.partners.channelId() });
	if (belongsTo !== 'partner') return async () => ({});
	const key: PartnerKey = partnerKey(item);
	await run.partners.find(key);
	return async () => ({
		channelId: await run.partners.channelId(),
		creatorId: await run.partners.creatorIdOf(await run.partners.find(key)),
	});
}
