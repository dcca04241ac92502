/**
 * What is driven through the built node, by the operationId a case is there to reach. Adding an operation is
 * adding a row: a full case with every field filled in, and a minimal one with only what is required.
 */
import type { EndpointId } from '../../../nodes/CreatorCommerce/api/endpoints';
import type { World } from '../world';
import { CAMPAIGN_CASES } from './campaign';
import { CUSTOM_FIELD_CASES } from './customField';
import { DROP_CASES } from './drop';
import { FORM_CASES } from './form';
import { MEDIA_CASES } from './media';
import { METRIC_CASES } from './metric';
import { PARTNER_CASES } from './partner';
import { STORE_CASES } from './store';

export interface NodeCase {
	/** The operation this one is there for; others it comes by (lookups) are held to the file as well. */
	operationId: EndpointId;
	/** The operation of the node, and what is special. */
	name: string;
	keyType?: 'channel' | 'partner';
	parameters(world: World): Record<string, unknown>;
	/** What comes in; default one empty item. */
	items?(world: World): Array<Record<string, unknown>>;
}

export const NODE_CASES: NodeCase[] = [
	...PARTNER_CASES,
	...DROP_CASES,
	...METRIC_CASES,
	...CAMPAIGN_CASES,
	...CUSTOM_FIELD_CASES,
	...FORM_CASES,
	...MEDIA_CASES,
	...STORE_CASES,
];
