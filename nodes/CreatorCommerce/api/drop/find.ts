import { titleKey } from '../catalogue';
import { InputError } from '../failure';
import { asList, asRecord, readEach } from '../narrow';
import type { PartnerDirectory } from '../partner/directory';
import { type Drop, readDrop } from '../readers/drop';
import type { Partner } from '../readers/partner';
import { shown } from '../text';
import { moment } from '../turns';

/** A partner and all drops, as the single record shows them. The list has no more than ids and titles. */
export interface PartnerDrops {
	partner: Partner;
	drops: Drop[];
	/** The collab as the API sent it. */
	record: Record<string, unknown>;
	/** When the read began, see moment(). */
	readAt: number;
}

/** One read. The id may be the creator's. */
export async function readDrops(directory: PartnerDirectory, collabId: string): Promise<PartnerDrops> {
	const readAt = moment();
	const { partner, record } = await directory.readFresh(collabId);
	return {
		partner,
		drops: readEach(record.drops, readDrop),
		record,
		readAt,
	};
}

/** Titles that differ in case only are one. */
export const titledDrop = (drops: Drop[], title: string): Drop | undefined =>
	drops.find((drop) => titleKey(drop.title ?? '') === titleKey(title));

/** @throws InputError when the partner has no such drop */
export function theDrop({ drops, partner }: Pick<PartnerDrops, 'drops' | 'partner'>, dropId: string): Drop {
	const found = drops.find((drop) => drop.id === dropId);
	if (found) return found;
	const has = drops.map((drop) => `${shown(drop.title ?? 'untitled')} (${drop.id})`).join(', ');
	throw new InputError(
		`The partner ${partner.email ?? partner.collabId} has no drop ${dropId}`,
		'Drop',
		has === '' ? 'This partner has no drops yet: use Create first.' : `This partner has: ${has}.`,
	);
}

/** The raw drop of an answer, for outputs that are not simplified. */
export const rawDrop = ({ record }: PartnerDrops, dropId: string): Record<string, unknown> =>
	asRecord(asList(record.drops).find((drop) => readDrop(drop)?.id === dropId));

/** The drops of partners, read once each; a write makes them be read again. */
export class DropDirectory {
	private readonly read = new Map<string, Promise<PartnerDrops>>();
	/** Internal id → Shopify number of every product that came populated; a product has one internal id in a store. */
	private readonly numbers = new Map<string, string>();

	constructor(private readonly partners: PartnerDirectory) {}

	of(collabId: string): Promise<PartnerDrops> {
		const known = this.read.get(collabId);
		if (known) return known;
		const made = readDrops(this.partners, collabId).then((drops) => this.learn(drops));
		this.read.set(collabId, made);
		made.catch(() => this.read.delete(collabId));
		return made;
	}

	/** The drops with the numbers of products that came as internal ids (quirk 3) but were read populated elsewhere. */
	named(drops: Drop[]): Drop[] {
		return drops.map((drop) => ({
			...drop,
			products: drop.products.map((product) => ({
				...product,
				shopifyId: product.shopifyId ?? this.numbers.get(product.internalId ?? ''),
			})),
		}));
	}

	private learn(read: PartnerDrops): PartnerDrops {
		for (const { products, enhancements } of read.drops) {
			for (const { internalId, shopifyId } of [
				...products,
				...enhancements.map((one) => ({
					internalId: one.productInternalId,
					shopifyId: one.productShopifyId,
				})),
			]) {
				if (internalId !== undefined && shopifyId !== undefined) this.numbers.set(internalId, shopifyId);
			}
		}
		return read;
	}

	/** As it is now, whatever was read before. */
	fresh(collabId: string): Promise<PartnerDrops> {
		this.read.delete(collabId);
		return this.of(collabId);
	}
}
