/** Our own CreatorCommerce on loopback as a stand-in: answers that fit what was asked and what was written. */
import { createSandbox, type Sandbox } from '../../sandbox';
import { STORAGE_PATH } from '../../sandbox/server/storage';
import type { StandIn } from './exampleServer';
import type { World } from './world';

export interface SandboxStandIn extends StandIn {
	keys: { channel: string; partner: string };
	/** As it was at the start. */
	reset(): Promise<void>;
	world(): World;
}

export async function startSandbox(): Promise<SandboxStandIn> {
	const sandbox = await createSandbox({ partners: 12, limits: { kind: 'off' }, listing: { pageSize: 5 } });
	return {
		url: sandbox.url,
		keys: { channel: sandbox.channelKey, partner: sandbox.partnerKey },
		captured: () =>
			sandbox
				.journal()
				.filter(({ path }) => !path.startsWith(STORAGE_PATH))
				.map(({ method, rawUrl, headers, rawBody }) => ({ method, rawUrl, headers, rawBody })),
		clear: () => sandbox.clearJournal(),
		reset: async () => await sandbox.reset(),
		world: () => worldOf(sandbox),
		close: async () => await sandbox.close(),
	};
}

/** A partner of the sandbox with a drop, and what belongs to their store. */
export function worldOf(sandbox: Sandbox): World {
	const { state } = sandbox;
	const textField = (owner: string): string =>
		state
			.definitions()
			.find(({ ownerType, type }) => ownerType === owner && /^\w+_line_text_field$/.test(type))?.handle ?? '';

	for (const collab of state.collabs()) {
		const drops = state.drops(collab._id);
		const drop = drops.find(({ enhancements, products }) => enhancements.length > 0 && products.length > 0);
		const enhancement = drop?.enhancements[0];
		const tier = state.tiers()[0];
		const product = enhancement && state.product(enhancement.product);
		if (!drop || !product || !tier || drops.length < 2) continue;
		return {
			shopDomain: sandbox.shopDomain,
			channelId: state.channel()._id,
			collabId: collab._id,
			creatorId: collab.creator._id,
			email: collab.creator.email,
			handle: collab.creator.handle,
			affiliateCode: collab.affiliateCode,
			dropIds: drops.map(({ _id }) => _id),
			dropId: drop._id,
			enhancementId: enhancement._id,
			productId: product.shopifyId,
			newProductIds: ['9900000000001', '9900000000002', '9900000000003'],
			tierId: tier._id,
			tierTitle: tier.tierTitle,
			campaignId: state.campaigns()[0]?._id ?? '',
			formId: state.forms()[0]?._id ?? '',
			custom: {
				collab: textField('collab'),
				drop: textField('drop'),
				enhancement: textField('enhancement'),
			},
		};
	}
	throw new Error('The sandbox has no partner with two drops and an enhancement');
}
