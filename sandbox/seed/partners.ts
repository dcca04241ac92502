import { CATALOGUE } from '../store/catalogue';
import { IdMaker, idOf } from '../store/ids';
import type { CreatorRecord, DropRecord, MediaRecord, ProductRecord, StoredCollab } from '../store/records';
import type { Store } from '../store/store';
import { COLOURS, DROP_TITLES, FIRST_NAMES, LAST_NAMES, NOTES, PLATFORMS } from './names';
import { randomFrom } from './random';
import { CHANNEL_ID, SEED_EPOCH, TIERS } from './settings';

const BATCH = 500;
const STEP_MS = 60_000;

/** Products a partner shows in all, drawn with these odds: what makes records 3.5 to 43 KB, about 14 on average. */
const PRODUCT_COUNTS = [0, 0, 1, 2, 3, 4, 4, 5, 6, 6, 7, 8, 10, 12, 24];
const DROP_MAX = 5;

class PartnerMaker {
	private readonly random: () => number;
	private readonly ids: IdMaker;

	constructor(
		private readonly store: Store,
		seed: number,
		private readonly shopDomain: string,
	) {
		this.random = randomFrom(seed);
		this.ids = new IdMaker(idOf(`seed ${seed}`).slice(0, 10));
	}

	make(index: number): void {
		const at = SEED_EPOCH + index * STEP_MS;
		const creator = this.creator(index, at);
		const collab = this.collab(index, at, creator);
		collab.drops = this.drops(at, collab, creator);
		this.store.saveCreator(creator);
		this.store.saveCollab(collab);
	}

	private creator(index: number, at: number): CreatorRecord {
		const first = this.one(FIRST_NAMES);
		const last = this.one(LAST_NAMES);
		const plain = plainText(`${first} ${last}`);
		const id = this.ids.make(at);
		const iso = new Date(at).toISOString();
		const handle = `${plain.replace(/ /g, '-')}-${index}`;
		return {
			_id: id,
			firstName: first,
			lastName: last,
			email: emailFor(plain.replace(/ /g, '.'), index),
			handle,
			username: handle.replace(/-/g, ''),
			source: this.random() < 0.5 ? 'shopify-collabs' : 'creatorcommerce',
			isOnboarded: this.random() < 0.7,
			bio: this.some(NOTES, 1 + this.below(4)).join(' '),
			socials: PLATFORMS.slice(0, 1 + this.below(PLATFORMS.length)).map((platform) => ({
				platform,
				handle: `@${handle.replace(/-/g, '')}`,
				url: `https://${platform}.example/${handle}`,
				followers: this.below(500_000),
			})),
			tags: this.some(['fashion', 'home', 'beauty', 'travel', 'family'], this.below(4)),
			profilePicture: this.random() < 0.8 ? picture(`profile ${id}`, id) : null,
			shop: {
				_id: this.ids.make(at),
				title: `${first}'s Shop`,
				description: this.one(NOTES),
				primaryColor: this.one(COLOURS),
			},
			createdAt: iso,
			updatedAt: iso,
		};
	}

	private collab(index: number, at: number, creator: CreatorRecord): StoredCollab {
		const tier = this.one(TIERS);
		const iso = new Date(at).toISOString();
		const code = `${plainText(creator.firstName)
			.replace(/[^a-z]/g, '')
			.toUpperCase()}${index}`;
		// Numbers come as numbers in some records and as text in others.
		const number = (value: number) => (index % 3 === 2 ? String(value) : value);
		return {
			_id: this.ids.make(at),
			channel: CHANNEL_ID,
			creator: creator._id,
			affiliateCode: code,
			affiliateUrl: `https://${this.shopDomain}/${code}${index % 2 === 0 ? '/' : ''}`,
			collabTier: tier._id,
			campaign: tier.campaign ?? null,
			discount: tier.discount ? { ...tier.discount, discountCode: code } : null,
			isActive: this.random() < 0.95,
			drops: [],
			custom: {
				'cc-followers': number(this.below(500_000)),
				'cc-engagement': number(Math.round(this.random() * 900) / 100),
				'cc-instagram': `@${creator.handle.replace(/-/g, '')}`,
				...(index % 4 === 0 ? { 'cc-notes': `${this.one(NOTES)}\n${this.one(NOTES)}` } : {}),
				...(index % 2 === 0 ? { 'cc-hero-header': `${creator.firstName} picks` } : {}),
			},
			metadata: { importedFrom: 'sandbox-seed', shopifyCustomerId: String(7_000_000_000_000 + index) },
			collabStartedAt: iso,
			createdAt: iso,
			updatedAt: iso,
		};
	}

	private drops(at: number, collab: StoredCollab, creator: CreatorRecord): string[] {
		const total = this.one(PRODUCT_COUNTS);
		const count = Math.min(total, 1 + this.below(DROP_MAX));
		const titles = this.some(DROP_TITLES, count);
		return titles.map((title, index) => {
			const size = Math.floor(total / count) + (index < total % count ? 1 : 0);
			const drop = this.drop(at, collab, creator, title, this.some(CATALOGUE, size));
			this.store.saveDrop(drop);
			return drop._id;
		});
	}

	private drop(
		at: number,
		collab: StoredCollab,
		creator: CreatorRecord,
		title: string,
		products: ProductRecord[],
	): DropRecord {
		const id = this.ids.make(at);
		const iso = new Date(at).toISOString();
		return {
			_id: id,
			collab: collab._id,
			creator: creator._id,
			channel: CHANNEL_ID,
			title,
			description: this.one(NOTES),
			media: this.random() < 0.5 ? [picture(`drop ${id}`, creator._id)] : [],
			products: products.map((product) => product._id),
			enhancements: products.map((product) => {
				const enhancementId = this.ids.make(at);
				return {
					_id: enhancementId,
					product: product._id,
					note: this.random() < 0.8 ? this.some(NOTES, 1 + this.below(2)).join(' ') : '',
					media: this.random() < 0.5 ? [picture(`enhancement ${enhancementId}`, creator._id)] : [],
					custom: this.random() < 0.3 ? { 'cc-product-badge': 'Favourite' } : {},
				};
			}),
			custom: this.random() < 0.5 ? { 'cc-drop-subtitle': this.one(NOTES) } : {},
			createdAt: iso,
			updatedAt: iso,
		};
	}

	private below(limit: number): number {
		return Math.floor(this.random() * limit);
	}

	private one<T>(list: T[]): T {
		const value = list[this.below(list.length)];
		if (value === undefined) throw new Error('Nothing to choose from.');
		return value;
	}

	private some<T>(list: T[], count: number): T[] {
		const start = this.below(list.length);
		return Array.from(
			{ length: Math.min(count, list.length) },
			(_, step) => list[(start + step * 7) % list.length],
		)
			.flatMap((value) => (value === undefined ? [] : [value]))
			.filter((value, index, all) => all.indexOf(value) === index);
	}
}

/** Seeds so many partners; a batch a transaction, so ten thousand take seconds. */
export function seedPartners(store: Store, count: number, seed: number, shopDomain: string): void {
	const maker = new PartnerMaker(store, seed, shopDomain);
	for (let start = 0; start < count; start += BATCH) {
		store.transaction(() => {
			for (let index = start; index < Math.min(count, start + BATCH); index++) maker.make(index);
		});
	}
}

/** Every fifth address has a `+`, every seventh is in mixed case. */
function emailFor(name: string, index: number): string {
	const plain = `${name.replace(/[^a-z.]/g, '')}${index}${index % 5 === 1 ? '+cc' : ''}@example.com`;
	return index % 7 === 3 ? plain.replace(/(^|\.)[a-z]/g, (letter) => letter.toUpperCase()) : plain;
}

function plainText(text: string): string {
	return text
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/ł/g, 'l')
		.replace(/ø/g, 'o')
		.replace(/ß/g, 'ss')
		.replace(/[^a-z ]/g, '');
}

function picture(name: string, owner: string): MediaRecord {
	const id = idOf(name);
	return {
		_id: id,
		mediaContentType: 'IMAGE',
		mimeType: 'image/webp',
		originalFilename: `${name.split(' ')[0] ?? 'picture'}.webp`,
		filename: id,
		extension: 'webp',
		owner: `${CHANNEL_ID}-${owner}`,
		tags: [`channel-${CHANNEL_ID}`, `creator-${owner}`],
		url: `https://assets.example/${owner}/${id}.webp`,
	};
}
