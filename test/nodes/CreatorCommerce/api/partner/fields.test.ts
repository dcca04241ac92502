import fc from 'fast-check';
import { InputError } from '../../../../../nodes/CreatorCommerce/api/failure';
import {
	type FieldChange,
	type PartnerFields,
	changesBetween,
	createBody,
	disagreements,
	isEmpty,
	merged,
	needsFullRecord,
	tell,
	onlyChanged,
	secondWriteOf,
	updateBody,
} from '../../../../../nodes/CreatorCommerce/api/partner/fields';
import type { Partner } from '../../../../../nodes/CreatorCommerce/api/readers/partner';
import { SHOP, id } from '../support/fakeApi';

const handle = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const word = fc.stringMatching(/^[A-Za-z]{1,8}$/);
const customValue = fc.oneof(
	word,
	fc.integer(),
	fc.boolean(),
	fc.array(word, { maxLength: 3 }),
	fc.record({ a: fc.integer(), b: word }),
);
const custom = fc.dictionary(
	handle.map((name) => `cc-${name}`),
	customValue,
	{ maxKeys: 3 },
);

const arbitraryFields: fc.Arbitrary<PartnerFields> = fc.record(
	{
		email: fc.emailAddress(),
		firstName: word,
		lastName: word,
		handle,
		affiliateCode: word,
		affiliateUrl: fc.webUrl(),
		tier: fc.nat(5).map(id),
		discountAmount: fc.integer({ min: 1, max: 100 }),
		discountType: fc.constantFrom('Percentage' as const, 'FixedAmount' as const),
		discountCode: word,
		isOnboarded: fc.boolean(),
		title: word,
		primaryColor: fc.constantFrom('#66ccff', '#000000', '#ABCDEF'),
		profilePicture: fc.webUrl(),
		custom,
	},
	{ requiredKeys: [] },
);

/** A partner that is as these fields say, as a full record tells it. */
const partnerOf = (fields: PartnerFields, has: Partner = nobody): Partner => {
	const { tier, title, profilePicture, custom: values, ...same } = fields;
	return {
		...has,
		...same,
		...(tier !== undefined && { tierId: tier }),
		...(title !== undefined && { shopTitle: title }),
		...(profilePicture !== undefined && { profilePictureUrl: `https://assets.example/${id(9)}.webp` }),
		customFields: { ...has.customFields, ...values },
	};
};
const nobody: Partner = { collabId: id(1), creatorPopulated: true, customFields: {} };
const anyone = arbitraryFields.map((fields) => partnerOf(fields));

const fieldsOf = (changes: FieldChange[]): string[] => changes.map(({ field }) => field);

describe('what would have to change', () => {
	it('is nothing for a partner that is as wanted', () => {
		fc.assert(
			fc.property(arbitraryFields, (fields) => {
				expect(changesBetween(partnerOf(fields), fields)).toEqual([]);
			}),
		);
	});

	it('is nothing once the changes were written', () => {
		fc.assert(
			fc.property(anyone, arbitraryFields, (has, wants) => {
				const changes = changesBetween(has, wants);
				const written = onlyChanged(wants, changes, has);
				expect(changesBetween(partnerOf(written, has), wants)).toEqual([]);
			}),
		);
	});

	it('names only fields that were given, each once, with what is and what is wanted', () => {
		fc.assert(
			fc.property(anyone, arbitraryFields, (has, wants) => {
				const changes = changesBetween(has, wants);
				const given = [...Object.keys(wants), ...Object.keys(wants.custom ?? {})];
				expect(new Set(fieldsOf(changes)).size).toBe(changes.length);
				for (const change of changes) {
					expect(given).toContain(change.field);
					expect(change.to).not.toBeUndefined();
					expect(change.from).not.toBeUndefined();
				}
			}),
		);
	});

	it('does not mind how things are written that mean the same', () => {
		const has: Partner = {
			...nobody,
			email: 'Ada@Example.com',
			handle: 'Ada',
			affiliateCode: 'ADA15',
			affiliateUrl: 'https://brand.example/ada/',
			discountAmount: 15,
			discountType: 'Percentage',
			discountCode: 'ADA15',
			primaryColor: '#66CCFF',
			profilePictureUrl: 'https://assets.example/copy.webp',
			customFields: { 'cc-n': '12', 'cc-b': 'true', 'cc-l': '["a","b"]' },
		};
		expect(
			changesBetween(has, {
				email: 'ada@example.com',
				handle: '@ada',
				affiliateCode: 'ada15',
				affiliateUrl: 'https://brand.example/ada',
				discountAmount: 0.15,
				discountCode: 'ada15',
				primaryColor: '#66ccff',
				isOnboarded: false,
				profilePicture: 'https://example.com/source.jpg',
				custom: { 'cc-n': 12, 'cc-b': true, 'cc-l': ['a', 'b'] },
			}),
		).toEqual([]);
	});

	it('does mind names and titles, letter by letter', () => {
		const has: Partner = { ...nobody, firstName: 'ada', shopTitle: 'shop' };
		expect(fieldsOf(changesBetween(has, { firstName: 'Ada', title: 'Shop' }))).toEqual([
			'firstName',
			'title',
		]);
	});

	it('tells an amount of money from a percentage of the same number', () => {
		const has: Partner = { ...nobody, discountAmount: 15, discountType: 'Percentage' };
		expect(changesBetween(has, { discountAmount: 15, discountType: 'FixedAmount' })).toEqual([
			{ field: 'discountType', from: 'Percentage', to: 'FixedAmount' },
		]);
	});

	it('what is not known differs', () => {
		expect(changesBetween({ collabId: id(1), creatorPopulated: false }, { email: 'a@b.example' })).toEqual([
			{ field: 'email', from: null, to: 'a@b.example' },
		]);
	});
});

describe('what is written', () => {
	it('is only what differs, custom fields too', () => {
		const has: Partner = { ...nobody, firstName: 'Ada', customFields: { 'cc-a': 1, 'cc-b': 2 } };
		const wants: PartnerFields = { firstName: 'Ada', lastName: 'L', custom: { 'cc-a': 1, 'cc-b': 3 } };
		expect(onlyChanged(wants, changesBetween(has, wants), has)).toEqual({
			lastName: 'L',
			custom: { 'cc-b': 3 },
		});
	});

	it('is the whole discount when a part of it differs', () => {
		const has: Partner = {
			...nobody,
			discountAmount: 10,
			discountType: 'Percentage',
			discountCode: 'OLD',
		};
		const wants: PartnerFields = { discountCode: 'NEW' };
		expect(onlyChanged(wants, changesBetween(has, wants), has)).toEqual({
			discountAmount: 10,
			discountType: 'Percentage',
			discountCode: 'NEW',
		});
	});

	it('is nothing when nothing differs', () => {
		fc.assert(
			fc.property(arbitraryFields, (fields) => {
				expect(isEmpty(onlyChanged(fields, [], partnerOf(fields)))).toBe(true);
			}),
		);
	});
});

describe('whether the list told enough', () => {
	it('not about custom fields it did not carry, nor about a creator that came as an id', () => {
		const bare: Partner = { collabId: id(1), creatorPopulated: false };
		const told = new Set<keyof PartnerFields>(['firstName', 'affiliateCode']);
		expect(needsFullRecord(bare, { custom: { 'cc-a': 1 } }, [], told)).toBe(true);
		expect(needsFullRecord(bare, { firstName: 'Ada' }, [], told)).toBe(true);
		expect(needsFullRecord(bare, { affiliateCode: 'ADA' }, [], told)).toBe(false);
		expect(needsFullRecord(bare, { custom: {} }, [], told)).toBe(false);
		expect(needsFullRecord(nobody, { firstName: 'Ada', custom: { 'cc-a': 1 } }, [], told)).toBe(false);
	});

	it('not about a field that no row carried', () => {
		const row: Partner = { ...nobody, firstName: 'Ada', discountAmount: 10, discountType: 'Percentage' };
		const told = new Set<keyof PartnerFields>();
		tell(told, row);
		expect([...told].sort()).toEqual(['discountAmount', 'discountType', 'firstName']);
		expect(needsFullRecord(row, { firstName: 'Eve' }, [], told)).toBe(false);
		expect(needsFullRecord(row, { isOnboarded: false }, [], told)).toBe(true);
		expect(needsFullRecord(row, { profilePicture: 'https://a.example/1' }, [], told)).toBe(true);
		const without: Partner = { ...nobody, discountAmount: 10, discountType: 'Percentage' };
		expect(needsFullRecord(without, { firstName: 'Eve' }, [], told)).toBe(false);
		tell(told, { ...nobody, isOnboarded: true });
		expect(needsFullRecord(row, { isOnboarded: false }, [], told)).toBe(false);
	});

	it('not about the rest of a discount that changes', () => {
		const row: Partner = { ...nobody, discountAmount: 10, discountType: 'Percentage' };
		const told = new Set<keyof PartnerFields>();
		tell(told, row);
		const wants: PartnerFields = { discountAmount: 20, discountType: 'Percentage' };
		expect(needsFullRecord(row, wants, changesBetween(row, wants), told)).toBe(true);
		expect(needsFullRecord(row, { discountAmount: 10 }, [], told)).toBe(false);
	});
});

describe('two wishes for one partner', () => {
	it('agree with themselves', () => {
		fc.assert(
			fc.property(arbitraryFields, (fields) => {
				expect(disagreements(fields, fields)).toEqual([]);
				expect(merged(fields, fields)).toEqual(fields);
			}),
		);
	});

	it('disagree either way round on the same fields', () => {
		fc.assert(
			fc.property(arbitraryFields, arbitraryFields, (left, right) => {
				expect(disagreements(left, right).sort()).toEqual(disagreements(right, left).sort());
			}),
		);
	});

	it('that share no field agree, and are both kept', () => {
		expect(disagreements({ firstName: 'A' }, { lastName: 'B', custom: { 'cc-a': 1 } })).toEqual([]);
		expect(merged({ firstName: 'A', custom: { 'cc-a': 1 } }, { custom: { 'cc-b': 2 } })).toEqual({
			firstName: 'A',
			custom: { 'cc-a': 1, 'cc-b': 2 },
		});
	});

	it('are told apart, pictures and custom fields too; the second counts', () => {
		const left: PartnerFields = {
			firstName: 'A',
			profilePicture: 'https://a.example/1',
			custom: { 'cc-a': 1 },
		};
		const right: PartnerFields = {
			firstName: 'B',
			profilePicture: 'https://a.example/2',
			custom: { 'cc-a': 2 },
		};
		expect(disagreements(left, right)).toEqual(['firstName', 'cc-a', 'profilePicture']);
		expect(merged(left, right)).toEqual(right);
	});

	it('merged, nothing of the second is lost and nothing of the first that the second is silent about', () => {
		fc.assert(
			fc.property(arbitraryFields, arbitraryFields, (first, second) => {
				const both = merged(first, second);
				expect(both).toMatchObject(
					Object.fromEntries(Object.entries(second).filter(([k]) => k !== 'custom')),
				);
				expect({ ...both.custom }).toEqual({ ...first.custom, ...second.custom });
				for (const key of Object.keys(first)) expect(both).toHaveProperty(key);
			}),
		);
	});
});

describe('bodies', () => {
	const names: PartnerFields = { email: 'a@b.example', firstName: 'Ada', lastName: 'L' };

	it('a create takes no discount and no onboarding state: those are written second', () => {
		fc.assert(
			fc.property(arbitraryFields, (fields) => {
				const body = createBody({ ...fields, ...names }, SHOP);
				for (const key of ['discount', 'discountAmount', 'discountCode', 'isOnboarded']) {
					expect(body).not.toHaveProperty(key);
				}
				expect(body).toMatchObject({ myshopifyDomain: SHOP, ...names });
				const second = secondWriteOf(fields);
				expect(second.isOnboarded).toBe(fields.isOnboarded === true ? true : undefined);
				expect(second.discountCode).toBe(fields.discountCode);
				expect(second.discountAmount).toBe(fields.discountAmount);
			}),
		);
	});

	it('a create names what is missing', () => {
		for (const [fields, field] of [
			[{}, 'Email'],
			[{ email: 'a@b.example' }, 'First Name and Last Name'],
			[{ email: 'a@b.example', firstName: 'A' }, 'Last Name'],
		] as const) {
			expect(() => createBody(fields, SHOP)).toThrow(InputError);
			expect(() => createBody(fields, SHOP)).toThrow(expect.objectContaining({ field }));
		}
	});

	it('carry nothing that was not given: an update with one field is one field', () => {
		expect(updateBody({ firstName: 'Ada' }, SHOP)).toEqual({ myshopifyDomain: SHOP, firstName: 'Ada' });
		expect(updateBody({ custom: {} }, SHOP)).toEqual({ myshopifyDomain: SHOP });
		expect(updateBody({ isOnboarded: false }, SHOP)).toEqual({ myshopifyDomain: SHOP, isOnboarded: false });
		expect(updateBody({ handle: ' @ada' }, SHOP)).toMatchObject({ handle: 'ada' });
	});

	it('an amount without a type is a percentage; a code alone leaves amount and type as they are', () => {
		expect(updateBody({ discountAmount: 15 }, SHOP)).toMatchObject({
			discount: { discountAmount: 15, discountType: 'Percentage' },
		});
		expect(updateBody({ discountCode: 'A' }, SHOP).discount).toEqual({ discountCode: 'A' });
	});
});
