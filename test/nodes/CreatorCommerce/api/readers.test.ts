import fc from 'fast-check';
import { collabsIn } from '../../../../nodes/CreatorCommerce/api/partner/list';
import { readCustomFields } from '../../../../nodes/CreatorCommerce/api/readers/customFields';
import { enhancementOf, readDrop, readEnhancement } from '../../../../nodes/CreatorCommerce/api/readers/drop';
import {
	readCustomFieldDefinitions,
	readTiers,
	unwrap,
} from '../../../../nodes/CreatorCommerce/api/readers/lists';
import {
	combined,
	mediaUrl,
	readPartner,
	type Partner,
} from '../../../../nodes/CreatorCommerce/api/readers/partner';
import { id } from './support/fakeApi';

const creator = {
	_id: id(2),
	email: 'Ada+cc@example.com',
	firstName: 'Ada',
	lastName: 'Lovelace',
	handle: 'ada',
	isOnboarded: true,
	profilePicture: { _id: id(9), url: 'https://assets.example/ada.webp', mimeType: 'image/webp' },
	shop: { _id: id(8), title: 'Ada’s Shop', theme: { primaryColor: '#66ccff' } },
};
const collab = {
	_id: id(1),
	creator,
	collabTier: { _id: id(3), tierTitle: 'Rise', tierKey: 'rise' },
	campaign: { _id: id(4), title: 'Spring' },
	discount: { discountAmount: 0.1, discountType: 'Percentage', discountCode: 'ADA10' },
	affiliateCode: 'ADA',
	affiliateUrl: 'https://brand.example/ada/',
	drops: [{ _id: id(5), title: 'One' }, id(6)],
	customFields: [{ handle: 'cc-followers', value: '12' }],
	createdAt: '2025-01-01T00:00:00.000Z',
};

describe('a partner', () => {
	it('is read from a populated collab', () => {
		expect(readPartner(collab)).toMatchObject({
			collabId: id(1),
			creatorId: id(2),
			creatorPopulated: true,
			email: 'Ada+cc@example.com',
			handle: 'ada',
			tierId: id(3),
			tierTitle: 'Rise',
			campaignId: id(4),
			campaignTitle: 'Spring',
			discountAmount: 10,
			discountType: 'Percentage',
			discountCode: 'ADA10',
			isOnboarded: true,
			shopTitle: 'Ada’s Shop',
			primaryColor: '#66ccff',
			profilePictureUrl: 'https://assets.example/ada.webp',
			dropIds: [id(5), id(6)],
			customFields: { 'cc-followers': '12' },
		});
	});

	it('is read from a collab that names everything by id, and then claims nothing about what it was not told', () => {
		const partner = readPartner({
			_id: id(1),
			creator: id(2),
			collabTier: id(3),
			campaign: id(4),
			drops: [id(5)],
		});
		expect(partner).toMatchObject({
			collabId: id(1),
			creatorId: id(2),
			creatorPopulated: false,
			tierId: id(3),
			campaignId: id(4),
			dropIds: [id(5)],
		});
		for (const key of ['email', 'isOnboarded', 'customFields', 'discountAmount', 'discountType'] as const) {
			expect(partner?.[key]).toBeUndefined();
		}
	});

	it('with an empty list of custom fields has none; without a list nothing is known', () => {
		expect(readPartner({ _id: id(1), customFields: [] })?.customFields).toEqual({});
		expect(readPartner({ _id: id(1), custom: {} })?.customFields).toEqual({});
		expect(readPartner({ _id: id(1) })?.customFields).toBeUndefined();
		expect(readPartner({ _id: id(1), drops: [] })?.dropIds).toEqual([]);
		expect(readPartner({ _id: id(1) })?.dropIds).toBeUndefined();
	});

	it('carries custom fields as a list, as an object, or as both', () => {
		expect(readCustomFields({ customFields: [{ handle: 'cc-a', value: 1 }, 'junk', { value: 2 }] })).toEqual({
			'cc-a': 1,
		});
		expect(readCustomFields({ custom: { 'cc-a': null } })).toEqual({ 'cc-a': null });
		expect(readCustomFields({ custom: { 'cc-a': 2 }, customFields: [{ handle: 'cc-b', value: 1 }] })).toEqual(
			{
				'cc-a': 2,
				'cc-b': 1,
			},
		);
		expect(readCustomFields({ custom: 'junk', customFields: 'junk' })).toBeUndefined();
	});

	it('has no discount type without an amount, and money is not taken for a fraction', () => {
		const read = (discount: unknown) => readPartner({ _id: id(1), discount });
		expect(read(null)).toMatchObject({ discountAmount: undefined, discountType: undefined });
		expect(read({ discountAmount: '0.15' })).toMatchObject({
			discountAmount: 15,
			discountType: 'Percentage',
		});
		expect(read({ discountAmount: 0.5, discountType: 'FixedAmount' })?.discountAmount).toBe(0.5);
		expect(read({ shopifyCollabsDiscountCode: 'OLD' })?.discountCode).toBe('OLD');
	});

	it('booleans and numbers may come as text', () => {
		expect(readPartner({ _id: id(1), creator: { _id: id(2), isOnboarded: 'false' } })?.isOnboarded).toBe(
			false,
		);
		expect(readPartner({ _id: id(1), affiliateCode: 42 })?.affiliateCode).toBe('42');
	});

	it('without an id is none', () => {
		for (const value of [undefined, null, 'text', 1, [], {}, { _id: '' }, { _id: {} }]) {
			expect(readPartner(value)).toBeUndefined();
		}
	});
});

describe('two answers about one partner', () => {
	const known: Partner = { collabId: id(1), creatorPopulated: true, email: 'a@b.example', tierId: id(3) };

	it('tell more together: the later counts, but not where it is silent', () => {
		const later: Partner = { collabId: id(1), creatorPopulated: false, email: undefined, tierId: id(4) };
		expect(combined(known, later)).toEqual({ ...known, tierId: id(4) });
	});

	it('change nothing when they are the same', () => {
		expect(combined(known, known)).toEqual(known);
	});
});

describe('the list of partners', () => {
	it('comes plain or nested', () => {
		expect(collabsIn({ collabs: [1, 2] })).toEqual([1, 2]);
		expect(collabsIn({ collabs: { collabs: [1, 2] } })).toEqual([1, 2]);
		expect(collabsIn([1, 2])).toEqual([1, 2]);
		for (const empty of [[], { collabs: null }, { collabs: [] }, { pagination: { totalCount: 0 } }]) {
			expect(collabsIn(empty)).toEqual([]);
		}
		for (const junk of [undefined, null, {}, { collabs: { collabs: 'x' } }, { message: 'x' }, 'x']) {
			expect(collabsIn(junk)).toBeUndefined();
		}
	});
});

describe('a drop', () => {
	const product = { _id: id(20), shopifyId: '111', shopifyHandle: 'shirt', title: 'Shirt' };
	const enhancement = { _id: id(30), product: id(20), note: 'nice', media: [{ url: 'https://a.example/1' }] };

	it('is read populated, and as an id', () => {
		expect(
			readDrop({ _id: id(5), title: 'One', products: [product], enhancements: [enhancement] }),
		).toMatchObject({
			id: id(5),
			title: 'One',
			populated: true,
			products: [{ internalId: id(20), shopifyId: '111', handle: 'shirt', title: 'Shirt' }],
			enhancements: [
				{ id: id(30), productInternalId: id(20), note: 'nice', mediaUrls: ['https://a.example/1'] },
			],
		});
		expect(readDrop(id(5))).toMatchObject({ id: id(5), populated: false, products: [], enhancements: [] });
	});

	it('takes products as ids, as Shopify ids, and with a GID', () => {
		const drop = readDrop({
			_id: id(5),
			products: [id(20), { id: '111' }, { id: 'gid://shopify/Product/222' }, { _id: id(21), id: '333' }],
		});
		expect(drop?.products).toMatchObject([
			{ internalId: id(20) },
			{ shopifyId: '111' },
			{ shopifyId: '222' },
			{ internalId: id(21), shopifyId: undefined },
		]);
	});

	it('finds the enhancement of a product by its id; of a product that is there twice, the last', () => {
		const twice = readDrop({
			_id: id(5),
			products: [product, { _id: id(21), shopifyId: '222' }, product],
			enhancements: [
				enhancement,
				{ _id: id(31), product: { _id: id(21) } },
				{ _id: id(32), product: { _id: id(20) } },
			],
		});
		if (!twice) throw new Error('no drop');
		expect(enhancementOf(twice, '111')?.id).toBe(id(32));
		expect(enhancementOf(twice, '222')?.id).toBe(id(31));
		expect(enhancementOf(twice, '999')).toBeUndefined();
	});

	it('finds it by place where enhancements are bare ids, but only when both lists are equally long', () => {
		const ids = { _id: id(5), products: [product, { _id: id(21), shopifyId: '222' }] };
		const even = readDrop({ ...ids, enhancements: [id(30), id(31)] });
		const odd = readDrop({ ...ids, enhancements: [id(30)] });
		if (!even || !odd) throw new Error('no drop');
		expect(enhancementOf(even, '222')?.id).toBe(id(31));
		expect(enhancementOf(odd, '222')).toBeUndefined();
	});
});

describe('tiers and definitions', () => {
	it('are read by their ids; what has none is left out', () => {
		expect(
			readTiers({
				collabTiers: [
					{ _id: id(1), tierTitle: 'Rise', tierKey: 'rise', discount: { discountAmount: 0.15 } },
					{ id: id(2), title: 'Shine', isDefault: 'true' },
					{ title: 'no id' },
					'junk',
				],
			}),
		).toEqual([
			{
				id: id(1),
				title: 'Rise',
				key: 'rise',
				isDefault: false,
				discountAmount: 15,
				discountType: 'Percentage',
			},
			{ id: id(2), title: 'Shine', key: undefined, isDefault: true },
		]);
		expect(
			readCustomFieldDefinitions({
				customFieldDefinitions: [
					{ _id: id(1), handle: 'cc-a', ownerType: 'collab', type: 'number_integer', name: 'A' },
					{ _id: id(2), handle: 'cc-b' },
					{ _id: id(3), handle: 'cc-gone', isDeleted: true },
					{ _id: id(4) },
				],
			}).map(({ handle, name, type }) => [handle, name, type]),
		).toEqual([
			['cc-a', 'A', 'number_integer'],
			['cc-b', 'cc-b', 'single_line_text_field'],
		]);
	});

	it('what is wrapped is unwrapped, what is not is taken as it is', () => {
		expect(unwrap({ collab: { a: 1 } }, 'collab')).toEqual({ a: 1 });
		expect(unwrap({ a: 1 }, 'collab')).toEqual({ a: 1 });
		expect(unwrap(null, 'collab')).toBeNull();
	});
});

describe('junk', () => {
	const junk = fc.anything({
		withNullPrototype: true,
		withDate: true,
		withBigInt: true,
		withSparseArray: true,
	});
	/** Junk in the places where something is looked for. */
	const shaped = fc.record(
		Object.fromEntries(
			[
				'_id',
				'id',
				'creator',
				'collabTier',
				'campaign',
				'discount',
				'drops',
				'products',
				'enhancements',
				'media',
				'custom',
				'customFields',
				'shop',
				'collabs',
				'collabTiers',
				'customFieldDefinitions',
				'title',
			].map((key) => [key, fc.oneof(junk, fc.constant(id(1)), fc.array(junk))]),
		),
		{ requiredKeys: [] },
	);

	it('never throws, whoever reads it', () => {
		fc.assert(
			fc.property(
				fc.oneof(junk, shaped, fc.record({ _id: fc.constant(id(1)), creator: shaped })),
				(value) => {
					readPartner(value);
					const drop = readDrop(value);
					if (drop) enhancementOf(drop, '1');
					readEnhancement(value);
					readTiers(value);
					readCustomFieldDefinitions(value);
					collabsIn(value);
					mediaUrl(value);
					unwrap(value, 'collab');
				},
			),
			{ numRuns: 500 },
		);
	});
});
