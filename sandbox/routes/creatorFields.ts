import type { JsonObject } from '../json';
import { colourOf, emailOf, textOf } from '../server/input';
import { mediaFrom } from '../server/media';
import { invalid } from '../server/errors';
import type { Call } from '../server/operation';
import { idOf } from '../store/ids';
import type { CreatorRecord } from '../store/records';

/** The creator with the fields a create or an update brings. Partial: what is not named stays. */
export function withCreatorFields(call: Call, creator: CreatorRecord, body: JsonObject): CreatorRecord {
	const email = emailOf(body, 'email') ?? creator.email;
	const owner = call.store.creatorByEmail(email);
	if (owner && owner._id !== creator._id) throw invalid('Email is already in use');
	return {
		...creator,
		email,
		firstName: textOf(body, 'firstName') ?? creator.firstName,
		lastName: textOf(body, 'lastName') ?? creator.lastName,
		handle: textOf(body, 'handle') ?? creator.handle,
		profilePicture:
			body.profilePicture === undefined || body.profilePicture === null
				? creator.profilePicture
				: mediaFrom(body.profilePicture, 'profilePicture'),
		shop: {
			...creator.shop,
			title: textOf(body, 'title') ?? creator.shop.title,
			primaryColor: colourOf(body, 'primaryColor') ?? creator.shop.primaryColor,
		},
		updatedAt: call.now,
	};
}

export function newCreator(call: Call, email: string, firstName: string, lastName: string): CreatorRecord {
	const id = call.ids.make(Date.parse(call.now));
	const slug = `${firstName}-${lastName}`
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-|-$/g, '');
	return {
		_id: id,
		firstName,
		lastName,
		email,
		handle: `${slug || 'creator'}-${parseInt(id.slice(-4), 16) % 1000}`,
		username: email.split('@')[0] ?? email,
		source: 'unified-api',
		isOnboarded: false,
		bio: '',
		socials: [],
		tags: [],
		profilePicture: null,
		shop: { _id: idOf(`shop ${id}`), title: `${firstName}'s Shop`, description: '', primaryColor: '#000000' },
		createdAt: call.now,
		updatedAt: call.now,
	};
}
