import type { JsonObject } from '../json';
import { defaultTier, tierById } from '../server/find';
import { bodyObject, emailOf, mergeCustom, objectOf, requiredTextOf, textOf, urlOf } from '../server/input';
import type { Call, Operation } from '../server/operation';
import type { CreatorRecord, StoredCollab } from '../store/records';
import { answerCollab } from '../view/collab';
import { newCreator, withCreatorFields } from './creatorFields';

/** Finds or makes the creator by e-mail, and always makes a collab: a repeat is a second one (the worst case). */
export const createCollab: Operation = {
	operationId: 'createCollab',
	method: 'POST',
	path: '/creators/collabs',
	failure: 'Failed to create collab',
	handle(call) {
		const body = bodyObject(call.body);
		requiredTextOf(body, 'myshopifyDomain');
		const creator = findOrMakeCreator(call, body);
		const tierId = textOf(body, 'collabTier');
		const tier = tierId === undefined ? defaultTier(call) : tierById(call, tierId);
		const affiliateUrl = urlOf(body, 'affiliateUrl');
		const affiliateCode = textOf(body, 'affiliateCode') ?? codeFor(creator);
		// discount and isOnboarded are not taken here: they are ignored, not refused.
		const collab: StoredCollab = {
			_id: call.ids.make(Date.parse(call.now)),
			channel: call.channel._id,
			creator: creator._id,
			affiliateCode,
			affiliateUrl:
				affiliateUrl === undefined
					? `https://${call.channel.shopDomain}/discount/${encodeURIComponent(affiliateCode)}`
					: withTrailingSlash(affiliateUrl),
			collabTier: tier._id,
			campaign: tier.campaign ?? null,
			discount: tier.discount ? { ...tier.discount } : null,
			isActive: true,
			drops: [],
			custom: mergeCustom({}, objectOf(body, 'custom')),
			metadata: {},
			collabStartedAt: call.now,
			createdAt: call.now,
			updatedAt: call.now,
		};
		call.store.saveCollab(collab);
		return { collab: answerCollab(call.store, collab, call.channel, call.listing) };
	},
};

function findOrMakeCreator(call: Call, body: JsonObject): CreatorRecord {
	requiredTextOf(body, 'email');
	const email = emailOf(body, 'email') ?? '';
	const firstName = requiredTextOf(body, 'firstName');
	const lastName = requiredTextOf(body, 'lastName');
	const known = call.store.creatorByEmail(email);
	const base = known ?? newCreator(call, email, firstName, lastName);
	const creator = { ...withCreatorFields(call, base, body), email: base.email };
	call.store.saveCreator(creator);
	return creator;
}

function codeFor(creator: CreatorRecord): string {
	const name = creator.firstName
		.normalize('NFD')
		.replace(/[^A-Za-z]/g, '')
		.toUpperCase();
	return `${name || 'CREATOR'}${parseInt(creator._id.slice(-5), 16) % 100_000}`;
}

/** `https://test.com/TEST` comes back as `https://test.com/TEST/`. */
function withTrailingSlash(url: string): string {
	const parsed = new URL(url);
	if (!parsed.pathname.endsWith('/')) parsed.pathname += '/';
	return parsed.href;
}
