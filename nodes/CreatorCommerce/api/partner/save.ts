import type { UnifiedApi } from '../client';
import { InputError, raise } from '../failure';
import { unwrap } from '../readers/lists';
import { combined, readPartner, type Partner } from '../readers/partner';
import { emailKey } from '../text';
import { oneCreationAtATime } from './creations';
import type { PartnerDirectory } from './directory';
import { type PartnerFields, changesBetween, createBody, isEmpty, secondWriteOf, updateBody } from './fields';

/** The first of two requests succeeded, the second did not. */
export class PartlyDoneError extends Error {
	constructor(
		/** As it stands after the first request. */
		readonly partner: Partner,
		/** What is still to be written. */
		readonly missing: PartnerFields,
		override readonly cause: unknown,
	) {
		super('created, but not complete');
		this.name = 'PartlyDoneError';
	}
}

/**
 * Creates a partner, and writes in a second request what a create does not take: discount and onboarding state.
 * The caller has looked that nobody has the e-mail. Where the outcome of the create is unknown, and where another
 * row or execution of this process created the same meanwhile, the e-mail is looked up again.
 * @returns `existed`: another one was first, and nothing was written; the partner is as the lookup tells
 * @throws InputError when a name is missing, ApiError, PartlyDoneError when only the create succeeded
 */
export async function createPartner(
	api: UnifiedApi,
	directory: PartnerDirectory,
	fields: PartnerFields,
): Promise<{ partner: Partner; existed: boolean }> {
	const body = createBody(fields, api.shopDomain);
	const key = { by: 'email', value: fields.email ?? '' } as const;
	const look = async (): Promise<Partner | undefined> => {
		directory.forget(key);
		return (await directory.matching(key))[0];
	};
	const post = async (triedBefore: boolean): Promise<{ partner: Partner; existed: boolean }> => {
		const first = triedBefore ? await look() : undefined;
		if (first !== undefined) return { partner: first, existed: true };
		let seen: Partner | undefined;
		const answer = await api.call('createCollab', {
			body,
			lookFirst: async () => {
				seen = await look();
				return seen === undefined ? 'absent' : { found: undefined };
			},
		});
		const answered = seen ?? readPartner(unwrap(answer, 'collab')) ?? (await look());
		directory.forget(key);
		if (answered === undefined) {
			throw new InputError(
				`CreatorCommerce took ${key.value}, but names no ID for it`,
				'Email',
				'Look in CreatorCommerce whether it is there before you run the row again.',
			);
		}
		const partner = asWritten(answered, withoutSecond(fields));
		return { partner, existed: false };
	};
	const made = await oneCreationAtATime(
		api,
		`${api.shopDomain} ${emailKey(key.value)}`,
		directory.execution,
		post,
	);
	const second = secondWriteOf(fields);
	if (made.existed || isEmpty(second)) return made;
	try {
		return { partner: await updatePartner(api, made.partner, second), existed: false };
	} catch (fault) {
		return raise(new PartlyDoneError(made.partner, second, fault));
	}
}

/**
 * Updates a partner, partially. Safe to repeat.
 * @param has what is known of the partner; the answer names the creator only by id, so this is completed by what was written
 * @returns the partner as it is now
 */
export async function updatePartner(api: UnifiedApi, has: Partner, fields: PartnerFields): Promise<Partner> {
	const path = { collabId: has.collabId };
	const answer = await api.call('updateCollab', {
		path,
		query: { myshopify_domain: api.shopDomain },
		body: updateBody(fields, api.shopDomain),
		lookFirst: async () => {
			// Of a picture nothing tells whether it is the new one.
			if (fields.profilePicture !== undefined) return 'unknown';
			const found = unwrap(await api.call('getChannelCollab', { path }), 'collab');
			const now = readPartner(found);
			return now && changesBetween(now, fields).length === 0 ? { found } : 'absent';
		},
	});
	const answered = readPartner(unwrap(answer, 'collab'));
	const written = asWritten(has, fields);
	return answered ? combined(written, answered) : written;
}

/** What is known of a partner once these fields were written. */
function asWritten(has: Partner, fields: PartnerFields): Partner {
	const { tier, title, profilePicture: _copied, custom, ...same } = fields;
	return {
		...has,
		...same,
		...(tier !== undefined && tier !== has.tierId && { tierId: tier, tierTitle: undefined }),
		...(title !== undefined && { shopTitle: title }),
		...(custom && { customFields: { ...has.customFields, ...custom } }),
	};
}

const withoutSecond = ({
	discountAmount: _amount,
	discountType: _type,
	discountCode: _code,
	isOnboarded: _onboarded,
	...rest
}: PartnerFields): PartnerFields => rest;
