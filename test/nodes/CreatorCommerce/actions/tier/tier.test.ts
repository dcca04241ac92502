import { jsons, rows, seen, useSandbox } from '../support/bench';

const bench = useSandbox();

describe('tier: get many', () => {
	it('gives every tier with its discount in percent, whichever way the API writes it', async () => {
		for (const discountUnit of ['percent', 'fraction', 'mixed'] as const) {
			bench.sandbox.setListing({ discountUnit });
			const result = await bench.run('tier:getAll', { returnAll: true });
			const stored = bench.sandbox.state.tiers();
			expect(jsons(result)).toEqual(
				stored.map((tier) => ({
					id: tier._id,
					title: tier.tierTitle,
					key: tier.tierKey,
					isDefault: tier.isDefault,
					discountAmount: tier.discount?.discountAmount,
					discountType: 'Percentage',
					relationshipManager: tier.relationshipManager,
					...(tier.campaign !== undefined && { campaignId: tier.campaign }),
					isShopifyCreatorMetaobjectSyncDisabled: false,
					createdAt: tier.createdAt,
					updatedAt: tier.updatedAt,
				})),
			);
		}
	});

	it('gives as many as asked, paired to the item, for one request', async () => {
		const result = await bench.run('tier:getAll', { limit: 2 }, { items: rows(2, () => ({})) });
		expect(seen(result.output).map(({ item }) => item)).toEqual([0, 0, 1, 1]);
		expect(bench.requests()).toEqual([`GET /channels/${bench.sandbox.shopDomain}/collab-tiers`]);
	});

	it('gives the records as they come without Simplify', async () => {
		const result = await bench.run('tier:getAll', { returnAll: true, simplify: false });
		expect(jsons(result)[0]).toMatchObject({ tierTitle: bench.sandbox.state.tiers()[0]?.tierTitle, __v: 0 });
	});
});
