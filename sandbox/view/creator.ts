import type { JsonObject } from '../json';
import { idOf, numberOf } from '../store/ids';
import type { ChannelRecord, CreatorRecord } from '../store/records';
import { showMedia } from './media';

/** Parts of a creator's page. */
const SECTIONS = ['hero', 'drops', 'about', 'socials', 'footer'];

/** A creator with profile, socials and shop; the shop carries a copy of the store's brand kit. */
export function showCreator(creator: CreatorRecord, channel: ChannelRecord): JsonObject {
	const { shop, profilePicture, socials, ...rest } = creator;
	return {
		...rest,
		clerkUserId: `user_${idOf(`clerk ${creator._id}`)}`,
		...(profilePicture ? { profilePicture: showMedia(profilePicture, creator.updatedAt) } : {}),
		socials: socials.map((social, index) => ({
			_id: idOf(`social ${creator._id} ${index}`),
			...social,
			isVerified: numberOf(`${creator._id}${index}`) % 4 === 0,
		})),
		shop: {
			_id: shop._id,
			title: shop.title,
			description: shop.description,
			handle: creator.handle,
			theme: {
				primaryColor: shop.primaryColor,
				fontFamily: 'Inter',
				cornerRadius: 8,
				layout: 'grid',
				header: { isVisible: true, alignment: 'center' },
			},
			sections: SECTIONS.map((type, index) => ({
				_id: idOf(`section ${shop._id} ${type}`),
				type,
				position: index + 1,
				isVisible: true,
				title: `${shop.title}: ${type}`,
			})),
			brandKit: channel.settings.brandKit ?? {},
			isDeleted: false,
			createdAt: creator.createdAt,
			updatedAt: creator.updatedAt,
			__v: 0,
		},
		shopHandle: creator.handle,
		__v: 0,
	};
}
