import type { UnifiedApi } from '../client';
import { raise } from '../failure';
import { unwrap } from '../readers/lists';
import { combined, readPartner, type Partner } from '../readers/partner';
import type { PartnerDirectory } from './directory';
import { type PartnerFields, createBody, isEmpty, secondWriteOf, updateBody } from './fields';

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
 * The caller has looked that nobody has the e-mail. Where the outcome of the create is unknown, the e-mail is looked
 * up before it is sent again.
 * @throws InputError when a name is missing, ApiError, PartlyDoneError when only the create succeeded
 */
export async function createPartner(
	api: UnifiedApi,
	directory: PartnerDirectory,
	fields: PartnerFields,
): Promise<Partner> {
	const body = createBody(fields, api.shopDomain);
	const email = fields.email ?? '';
	let seen: Partner | undefined;
	const answer = await api.call('createCollab', {
		body,
		lookFirst: async () => {
			directory.forget({ by: 'email', value: email });
			const matches = await directory.matching({ by: 'email', value: email });
			[seen] = matches;
			return seen === undefined ? 'absent' : { found: undefined };
		},
	});
	const answered = seen ?? readPartner(unwrap(answer, 'collab'));
	directory.forget({ by: 'email', value: email });
	const created = asWritten({ creatorPopulated: false, collabId: '', ...answered }, withoutSecond(fields));
	const second = secondWriteOf(fields);
	if (isEmpty(second)) return created;
	try {
		return await updatePartner(api, created, second);
	} catch (fault) {
		return raise(new PartlyDoneError(created, second, fault));
	}
}

/**
 * Updates a partner, partially. Safe to repeat.
 * @param has what is known of the partner; the answer names the creator only by id, so this is completed by what was written
 * @returns the partner as it is now
 */
export async function updatePartner(api: UnifiedApi, has: Partner, fields: PartnerFields): Promise<Partner> {
	const answer = await api.call('updateCollab', {
		path: { collabId: has.collabId },
		query: { myshopify_domain: api.shopDomain },
		body: updateBody(fields, api.shopDomain),
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
