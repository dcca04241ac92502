import type { JsonObject } from '../json';
import type { MediaRecord } from '../store/records';

export function showMedia(media: MediaRecord, updatedAt: string): JsonObject {
	return { ...media, updatedAt, __v: 0 };
}
