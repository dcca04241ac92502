import { createHash } from 'node:crypto';
import type { Store } from '../../store/store';
import type { ShopifySettings } from '../settings';
import type { MetaobjectRecord } from '../store/records';
import type { ShopifyStore } from '../store/store';
import { laterThan } from '../times';
import type { Publisher } from '../webhooks/publisher';
import { fieldsFor, metaobjectNumber, partsOf, type CreatorParts } from './fields';
import { deletedPayload, metaobjectPayload } from './payload';

/**
 * Keeps the metaobjects of type `creator` in step with the partners, as CreatorCommerce does: made when a creator
 * first signs in or is onboarded, updated when anything they show changes, not when nothing did.
 */
export class Mirror {
	private readonly touched = new Set<string>();
	private isWatching = false;

	constructor(
		private readonly partners: Store,
		private readonly store: ShopifyStore,
		private readonly publisher: Publisher,
		private readonly settings: () => ShopifySettings,
	) {
		partners.beforeChange = (creatorId) => this.touch(creatorId);
	}

	/** A metaobject for every creator who is onboarded already; nothing is told. Then changes are watched. */
	begin(isFirstTime: boolean): void {
		if (isFirstTime) {
			for (const { value: creator } of this.partners.creators.getRange()) {
				const parts = creator.isOnboarded ? partsOf(this.partners, creator._id) : undefined;
				if (parts && isSynced(parts)) this.save(newRecord(parts, creator.createdAt, ''));
			}
		}
		this.isWatching = true;
	}

	/** Stops watching; what was touched is forgotten. */
	pause(): void {
		this.isWatching = false;
		this.touched.clear();
	}

	/** Brings the metaobjects of everybody touched since the last time in step. */
	settle(): void {
		for (const creatorId of this.touched) {
			const parts = partsOf(this.partners, creatorId);
			if (!parts || !isSynced(parts)) continue;
			if (this.store.metaobjects.get(creatorId)) this.update(parts);
			else if (parts.creator.isOnboarded) this.create(parts);
		}
		this.touched.clear();
	}

	/** The creator signs in: the first time makes the metaobject. Whether it made one. */
	signIn(creatorId: string): boolean {
		const parts = partsOf(this.partners, creatorId);
		if (!parts || !isSynced(parts) || this.store.metaobjects.get(creatorId)) return false;
		this.create(parts);
		return true;
	}

	/** Whether there was one. */
	delete(creatorId: string): boolean {
		const record = this.store.metaobjects.get(creatorId);
		if (!record) return false;
		this.store.metaobjects.delete(creatorId);
		this.publisher.publish('METAOBJECTS_DELETE', deletedPayload(record));
		return true;
	}

	fieldsOf(record: MetaobjectRecord): Record<string, string> {
		const parts = partsOf(this.partners, record.creatorId);
		return parts ? fieldsFor(this.partners, parts) : {};
	}

	private touch(creatorId: string): void {
		if (!this.isWatching) return;
		this.touched.add(creatorId);
		// What it shows now must be known before it changes.
		const record = this.store.metaobjects.get(creatorId);
		if (record?.hash === '') this.save({ ...record, hash: hashOf(this.fieldsOf(record)) });
	}

	private create(parts: CreatorParts): void {
		const fields = fieldsFor(this.partners, parts);
		const record = newRecord(parts, laterThan(undefined), hashOf(fields));
		this.save(record);
		this.publisher.publish('METAOBJECTS_CREATE', metaobjectPayload(record, fields, this.settings()));
	}

	private update(parts: CreatorParts): void {
		const before = this.store.metaobjects.get(parts.creator._id);
		const fields = fieldsFor(this.partners, parts);
		const hash = hashOf(fields);
		if (!before || before.hash === hash) return;
		const record = {
			...newRecord(parts, before.createdAt, hash),
			id: before.id,
			updatedAt: laterThan(before.updatedAt),
		};
		this.save(record);
		this.publisher.publish('METAOBJECTS_UPDATE', metaobjectPayload(record, fields, this.settings()));
	}

	private save(record: MetaobjectRecord): void {
		this.store.metaobjects.set(record.creatorId, record);
	}
}

function isSynced({ tier }: CreatorParts): boolean {
	return tier?.isShopifyCreatorMetaobjectSyncDisabled !== true;
}

function newRecord({ creator, collab }: CreatorParts, at: string, hash: string): MetaobjectRecord {
	return {
		id: metaobjectNumber(collab),
		creatorId: creator._id,
		handle: creator.handle,
		displayName: `${creator.firstName} ${creator.lastName}`,
		hash,
		createdAt: at,
		updatedAt: at,
	};
}

function hashOf(fields: Record<string, string>): string {
	return createHash('sha256').update(JSON.stringify(fields)).digest('base64');
}
