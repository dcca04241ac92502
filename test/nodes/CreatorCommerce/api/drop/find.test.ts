import { DropDirectory } from '../../../../../nodes/CreatorCommerce/api/drop/find';
import { PartnerDirectory } from '../../../../../nodes/CreatorCommerce/api/partner/directory';
import { fakeApi } from '../support/fakeApi';

const id = (number: number): string => number.toString(16).padStart(24, '0');
const populated = (number: number) => ({ _id: id(number), shopifyId: `gid://shopify/Product/${number}` });

/** Partner 1 has a drop with bare ids; partner 2 has some of these products populated, in a drop and in an enhancement. */
const DROPS: Record<string, unknown[]> = {
	[id(1)]: [{ _id: id(11), title: 'Bare', products: [id(101), id(102), id(103)], enhancements: [] }],
	[id(2)]: [
		{
			_id: id(12),
			title: 'Told',
			products: [populated(101)],
			enhancements: [{ _id: id(13), product: populated(102) }],
		},
	],
};

const directory = () => {
	const { api } = fakeApi(async (_, url) => {
		const collabId = url.pathname.split('/').at(-1) ?? '';
		return await Promise.resolve({ collab: { _id: collabId, drops: DROPS[collabId] } });
	});
	return new DropDirectory(new PartnerDirectory(api, 'channel'));
};

describe('products that come as internal ids', () => {
	it('get their numbers from wherever they were read populated, and only from there', async () => {
		const drops = directory();
		const { drops: bare } = await drops.of(id(1));
		expect(drops.named(bare)[0]?.products.map(({ shopifyId }) => shopifyId)).toEqual([
			undefined,
			undefined,
			undefined,
		]);
		await drops.of(id(2));
		expect(drops.named(bare)[0]?.products.map(({ shopifyId }) => shopifyId)).toEqual([
			'101',
			'102',
			undefined,
		]);
	});
});
