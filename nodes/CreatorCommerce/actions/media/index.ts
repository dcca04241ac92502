import type { Resource } from '../resource';
import { upload } from './upload.operation';

export const media: Resource = {
	name: 'Media',
	value: 'media',
	description: 'Pictures and videos for partners and drops',
	operations: [upload],
};
