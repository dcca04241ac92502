import type { Operation } from '../server/operation';
import { addProductsToDrop } from './addProductsToDrop';
import { createCollab } from './createCollab';
import { createDrop } from './createDrop';
import { getChannelCollab } from './getChannelCollab';
import { getChannelCollabs } from './getChannelCollabs';
import { getCollabs } from './getCollabs';
import { updateChannelCollab } from './updateChannelCollab';
import { updateChannelEnhancement } from './updateChannelEnhancement';
import { updateCollab } from './updateCollab';
import { updateChannelDrop, updateDrop } from './updateDrop';

/** Every operation of the API; adding one is adding a file and a row here. */
export const OPERATIONS: Operation[] = [
	getChannelCollabs,
	getChannelCollab,
	updateChannelCollab,
	getCollabs,
	createCollab,
	updateCollab,
	createDrop,
	updateDrop,
	updateChannelDrop,
	addProductsToDrop,
	updateChannelEnhancement,
];
