import type { Operation } from '../server/operation';
import { addProductsToDrop } from './addProductsToDrop';
import { campaignOperations } from './campaigns';
import { createCollab } from './createCollab';
import { createDrop } from './createDrop';
import {
	createChannelCustomFieldDefinition,
	getChannelCustomFieldDefinitions,
} from './customFieldDefinitions';
import { formOperations } from './forms';
import { generateDropCheckoutUrl } from './generateDropCheckoutUrl';
import { getChannel } from './getChannel';
import { getChannelCollab } from './getChannelCollab';
import { getChannelCollabs } from './getChannelCollabs';
import { getChannelCollabTiers } from './getChannelCollabTiers';
import { getCollabs } from './getCollabs';
import { getCreatorForms } from './getCreatorForms';
import { getMagicLink } from './getMagicLink';
import { getPresignedUrl } from './getPresignedUrl';
import {
	connectChannelIntegration,
	disconnectChannelIntegration,
	getIntegrationListings,
} from './integrations';
import { metricOperations } from './metrics';
import { updateChannelCollab } from './updateChannelCollab';
import { updateChannelEnhancement } from './updateChannelEnhancement';
import { updateChannelSettings } from './updateChannelSettings';
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
	generateDropCheckoutUrl,
	getMagicLink,
	getCreatorForms,
	getChannelCollabTiers,
	getChannelCustomFieldDefinitions,
	createChannelCustomFieldDefinition,
	...campaignOperations,
	...formOperations,
	...metricOperations,
	getChannel,
	updateChannelSettings,
	getIntegrationListings,
	connectChannelIntegration,
	disconnectChannelIntegration,
	getPresignedUrl,
];
