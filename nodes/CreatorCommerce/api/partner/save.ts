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
	const created: Partner = {
		creatorPopulated: false,
		collabId: '',
		email,
		firstName: fields.firstName,
		lastName: fields.lastName,
		...(answered && Object.fromEntries(Object.entries(answered).filter(([, value]) => value !== undefined))),
	};
	const second = secondWriteOf(fields);
	if (isEmpty(second)) return created;
	try {
		return combined(created, await updatePartner(api, created.collabId, second));
	} catch (fault) {
		return raise(new PartlyDoneError(created, second, fault));
	}
}

/** Updates a partner, partially. Safe to repeat. */
export async function updatePartner(
	api: UnifiedApi,
	collabId: string,
	fields: PartnerFields,
): Promise<Partner> {
	const answer = await api.call('updateCollab', {
		path: { collabId },
		query: { myshopify_domain: api.shopDomain },
		body: updateBody(fields, api.shopDomain),
	});
	return readPartner(unwrap(answer, 'collab')) ?? { collabId, creatorPopulated: false };
}
