import type { INodeProperties } from 'n8n-workflow';
import { InputError } from '../api/failure';
import { apiIdFrom } from '../api/ids';
import { shown } from '../api/text';
import type { Item } from '../runtime/item';
import { blankless } from '../runtime/item';
import type { ShopifyRun } from '../runtime/run';
import { CREDENTIAL } from '../runtime/settings';
import type { Mark } from '../shopify/attribute/marks';
import { type Creator, creatorIn, creatorOf } from './creator';

export const campaignIdField: INodeProperties = {
	displayName: 'Campaign ID',
	name: 'campaignId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 699752d110aaf04ada0eb4ef',
	description: 'The campaign that the order came through',
};

/**
 * Whose an order is to be, as an item says it.
 * @throws InputError when partner or campaign cannot be used
 */
export async function markOf(item: Item, run: ShopifyRun): Promise<{ creator: Creator; mark: Mark }> {
	const campaignId = readCampaignId(blankless(item.collection('additionalFields').campaignId));
	const creator = await surely(await creatorOf(item, run), run);
	const { creatorId, handle } = creator;
	return {
		creator,
		mark: {
			creatorId: creatorId.toLowerCase(),
			...(handle !== undefined && { handle }),
			...(campaignId !== undefined && { campaignId }),
		},
	};
}

/** Tags need the creator ID. An ID that no creator page has may as well be the collab's, so CreatorCommerce is asked. */
async function surely(creator: Creator, run: ShopifyRun): Promise<Creator> {
	if (creator.isKnown) return creator;
	if (run.context.getNode().credentials?.[CREDENTIAL] === undefined) {
		throw new InputError(
			`No creator page of the store has the ID ${creator.creatorId}`,
			'Partner',
			'Choose a CreatorCommerce credential in the node: a partner who never signed in has no page, and only CreatorCommerce knows the ID then.',
		);
	}
	const { partners } = await run.store();
	return await creatorIn(partners, await partners.read(creator.creatorId));
}

function readCampaignId(given: string | undefined): string | undefined {
	if (given === undefined) return undefined;
	const id = apiIdFrom(given);
	if (id !== undefined) return id;
	throw new InputError(
		`“${shown(given)}” is not a campaign ID`,
		'Campaign ID',
		'A campaign ID has 24 digits and letters a–f, as Campaign → Get Many shows it.',
	);
}
