import { readGid } from '../gids';
import { refusal } from './call';

/** The last part of a global id of the type. Throws as Shopify answers what is no global id, or one of another type. */
export function idOfType(text: string, type: string): string {
	const read = readGid(text);
	if (!read) throw refusal(`Invalid global id '${text}'`, 'argumentLiteralsIncompatible');
	if (read.type !== type) throw refusal(`Invalid id: ${text}`, 'RESOURCE_NOT_FOUND');
	return read.id;
}
