import { InputError } from '../../api/failure';
import { KIND_WORDS, type MediaKind, kindOf, looksLike } from '../../api/media/kind';
import { shown } from '../../api/text';

export const MB = 1024 * 1024;

/**
 * Type and size of a file, before anything of it is sent.
 * @param head its first bytes
 * @param size bytes
 * @param most bytes
 * @throws InputError naming the file
 */
export function checkFile(
	head: Uint8Array,
	size: number,
	most: number,
	{ name, field }: { name: string; field: string },
): MediaKind {
	if (size === 0)
		throw new InputError(`The file ${shown(name)} is empty`, field, 'Check where it comes from.');
	if (size > most) throw tooLarge(name, field, size, most);
	const kind = kindOf(head);
	if (kind) return kind;
	throw new InputError(
		`The file ${shown(name)} is no picture or video that can be uploaded: its content is ${looksLike(head)}`,
		field,
		`Use ${KIND_WORDS}.`,
	);
}

export const tooLarge = (name: string, field: string, size: number | undefined, most: number): InputError =>
	new InputError(
		`The file ${shown(name)} ${size === undefined ? 'is' : `has ${inMb(size)} MB, which is`} more than ${inMb(most)} MB`,
		field,
		'Make it smaller, or raise Maximum Size under Options.',
	);

const inMb = (bytes: number): string => String(Math.ceil((bytes / MB) * 10) / 10);
