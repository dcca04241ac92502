import type { IDataObject } from 'n8n-workflow';
import { known } from '../api/narrow';
import type { Campaign } from '../api/readers/campaign';
import type { TierDirectory } from '../api/partner/tiers';
import { output } from './outputs';

/** A campaign in plain fields; tiers by name where their names are known. */
export const campaignOutput = (campaign: Campaign, tiers: TierDirectory): IDataObject =>
	output(
		known({
			id: campaign.id,
			title: campaign.title,
			description: campaign.description,
			isActive: campaign.isActive,
			startAt: campaign.startAt,
			endAt: campaign.endAt,
			tiers: campaign.tierIds.map((id) => tiers.titleOf(id)),
			tierIds: campaign.tierIds,
			queryParams: campaign.queryParams,
			tags: campaign.tags,
			brandPage: campaign.brandPage,
			productPage: campaign.productPage,
			brandPageRedirectUrlTemplate: campaign.brandPageRedirectUrlTemplate,
			productPageRedirectUrlTemplate: campaign.productPageRedirectUrlTemplate,
			createdAt: campaign.createdAt,
			updatedAt: campaign.updatedAt,
		}),
	);
