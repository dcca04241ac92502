import type { IBinaryData } from 'n8n-workflow';
import { InputError, raise } from '../../api/failure';
import { shown } from '../../api/text';
import { HEAD_BYTES } from '../../api/media/kind';
import type { FileToUpload } from '../../api/media/upload';
import type { Item } from '../item';
import type { Run } from '../run';
import { checkFile } from './check';
import { readBytes } from './stream';

const FIELD = 'Input Binary Field';

/**
 * A file that came with the item, checked. It is read as a stream where n8n keeps it outside memory.
 * @param most bytes
 * @throws InputError when there is no such file, or it cannot be uploaded
 */
export async function binaryFile(
	item: Item,
	run: Run,
	property: string,
	givenName: string | undefined,
	most: number,
): Promise<FileToUpload> {
	const { helpers } = run.context;
	const binary = binaryOf(item, run, property);
	const name = givenName ?? binary.fileName ?? property;
	const { id } = binary;
	if (id === undefined) {
		// Base64 in memory: only its beginning is decoded to look at it.
		const head = Buffer.from(binary.data.slice(0, Math.ceil(HEAD_BYTES / 3) * 4), 'base64');
		const size = Buffer.byteLength(binary.data, 'base64');
		const kind = checkFile(head, size, most, { name, field: FIELD });
		const open = async () => await helpers.getBinaryDataBuffer(item.index, property);
		return { name, kind, size, open };
	}
	const { head, size } = await lookAt(id, name, run);
	const kind = checkFile(head, size, most, { name, field: FIELD });
	return { name, kind, size, open: async () => await helpers.getBinaryStream(id) };
}

async function lookAt(id: string, name: string, run: Run): Promise<{ head: Buffer; size: number }> {
	const { helpers } = run.context;
	try {
		const { fileSize } = await helpers.getBinaryMetadata(id);
		const { bytes } = await readBytes(await helpers.getBinaryStream(id), HEAD_BYTES);
		return { head: bytes, size: fileSize };
	} catch {
		return raise(
			new InputError(
				`The file ${shown(name)} could not be read from n8n’s storage`,
				FIELD,
				'n8n deletes files of old executions: run the node before again.',
			),
		);
	}
}

function binaryOf(item: Item, run: Run, property: string): IBinaryData {
	try {
		return run.context.helpers.assertBinaryData(item.index, property);
	} catch {
		const names = Object.keys(run.context.getInputData()[item.index]?.binary ?? {});
		return raise(
			new InputError(
				`The item has no file in the field “${property}”`,
				FIELD,
				names.length > 0
					? `It has: ${names.join(', ')}.`
					: 'The node before must give a file, or choose URL as the source.',
			),
		);
	}
}
