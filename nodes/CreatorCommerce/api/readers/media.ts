import { type Json, isRecord } from '../narrow';
import { mediaUrl } from './partner';

/** The media object in what a user gives: the object itself, or the whole output of an upload. Undefined when it is neither. */
export function mediaObject(value: unknown): Json | undefined {
	if (!isRecord(value)) return undefined;
	if (isRecord(value.media) && mediaUrl(value.media) !== undefined) return value.media;
	return mediaUrl(value) === undefined ? undefined : value;
}
