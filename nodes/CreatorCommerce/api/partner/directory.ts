import type { UnifiedApi } from '../client';
import { ApiError, InputError, NoSuchPartnerError, isNotFound, raise } from '../failure';
import { asRecord, idOf, readEach } from '../narrow';
import { combined, readPartner, type Partner } from '../readers/partner';
import { unwrap } from '../readers/lists';
import { codeKey, emailKey, handleKey, parseEmail } from '../text';
import { beginExecution } from './creations';
import { type Everyone, readEveryone } from './everyone';
import { FIELD, type PartnerKey, comparable, nameOf, parseId } from './key';
import { listedIn, partnerPages } from './list';

export type { PartnerKey } from './key';

/** A search finds few; so many of them are looked at one by one where their rows do not tell enough. */
const MOST_UNTOLD = 20;

/**
 * Finds partners. Whatever is looked up is remembered, so one execution spends one request per distinct partner,
 * however many items name it.
 */
export class PartnerDirectory {
	readonly execution = beginExecution();
	private readonly found = new Map<string, Promise<Partner[]>>();
	private readonly full = new Map<string, Promise<Partner>>();
	private everyone?: Promise<Everyone>;
	private channel?: Promise<string>;

	constructor(
		private readonly api: UnifiedApi,
		/** A partner key asks where partner keys are sure to be taken: under /creators. */
		private readonly keyType: 'channel' | 'partner',
	) {}

	/**
	 * The partner a user named, as far as the lookup told. For `id` nothing is asked: the id is taken as a collab id
	 * until the API says it knows none ({@link collabIdOfCreator}).
	 * @throws InputError when nothing or more than one partner matches, or the text cannot be such a key
	 */
	async find(key: PartnerKey): Promise<Partner> {
		if (key.by === 'id') return { collabId: parseId(key), creatorPopulated: false };
		let matches = await this.matching(key);
		if (matches.length === 0 && key.by === 'code') matches = await this.byDiscountCode(key.value);
		const [first] = matches;
		const named = nameOf(key);
		if (first === undefined) {
			const isSure = key.by !== 'code' || (await this.toldAllCodes());
			throw new (isSure ? NoSuchPartnerError : InputError)(
				`No partner has the ${named}`,
				FIELD,
				key.by === 'email'
					? 'Check the spelling, or create the partner first with Create or Update.'
					: isSure
						? 'Check the spelling, or find the partner by e-mail.'
						: 'CreatorCommerce did not tell all discount codes. Check the spelling, or find the partner by e-mail.',
			);
		}
		if (matches.length > 1) {
			const ids = matches.map((partner) => partner.collabId).join(', ');
			throw new InputError(
				`${matches.length} partners have the ${named}`,
				FIELD,
				`Name the one you mean by its ID: ${ids}.`,
			);
		}
		return first;
	}

	/** All partners a key matches; remembered. */
	matching(key: PartnerKey): Promise<Partner[]> {
		if (key.by === 'id') return Promise.resolve([{ collabId: parseId(key), creatorPopulated: false }]);
		const value = comparable(key);
		return remembered(this.found, `${key.by}:${value}`, async () => {
			if (key.by === 'email') {
				const email = parseEmail(key.value, FIELD);
				const matches = await this.byEmail(email, value);
				// Whether the lookup minds upper and lower case is not documented; most stores keep addresses in lower case.
				return matches.length > 0 || email === value ? matches : await this.byEmail(value, value);
			}
			return await this.bySearch(
				key.by === 'handle' ? key.value.trim().replace(/^@/, '') : key.value.trim(),
				(partner) =>
					key.by === 'handle'
						? partner.handle !== undefined && handleKey(partner.handle) === value
						: [partner.affiliateCode, partner.discountCode].some(
								(code) => code !== undefined && codeKey(code) === value,
							),
			);
		});
	}

	/** After a write that changes who matches an e-mail: the next lookup asks again. */
	forget(key: PartnerKey): void {
		this.found.delete(`${key.by}:${comparable(key)}`);
	}

	/** The partner with drops, enhancements and custom fields, as last read. An id may be the creator's. */
	read(collabId: string): Promise<Partner> {
		return remembered(this.full, collabId, async () => (await this.readFresh(collabId)).partner);
	}

	/**
	 * Reads one collab. Where the id turns out to be a creator's, the collab is found first.
	 * @throws InputError when the id is neither
	 */
	async readFresh(id: string): Promise<{ partner: Partner; record: Record<string, unknown> }> {
		try {
			return await this.getCollab(id);
		} catch (fault) {
			if (!isNotFound(fault)) return raise(fault);
			return await this.getCollab(await this.collabIdOfCreator(id));
		}
	}

	/**
	 * Runs a request on a collab id; if the API knows no such collab, the id may be the creator's: then once more
	 * with the collab's.
	 */
	async withCollabId<T>(id: string, run: (collabId: string) => Promise<T>): Promise<T> {
		try {
			return await run(id);
		} catch (fault) {
			if (!isNotFound(fault)) return raise(fault);
			return await run(await this.collabIdOfCreator(id));
		}
	}

	/**
	 * The collab id that belongs to a creator id. The API has no such lookup: the list is walked, once an execution.
	 * @throws InputError when no partner of this store has it
	 */
	async collabIdOfCreator(creatorId: string): Promise<string> {
		const { byCreator, whole } = await this.all();
		const collabId = byCreator.get(creatorId);
		if (collabId !== undefined) return collabId;
		const message = `No partner of ${this.api.shopDomain} has the ID ${creatorId}`;
		if (whole) {
			throw new NoSuchPartnerError(
				message,
				FIELD,
				'Use the collab ID or the creator ID as Get Many shows it, or find the partner by e-mail.',
			);
		}
		throw new InputError(
			message,
			FIELD,
			'It is no collab ID, and CreatorCommerce cut the list of partners short, so creator IDs cannot all be checked. Use the collab ID, or find the partner by e-mail.',
		);
	}

	/** The creator id, which checkout links and forms need. */
	async creatorIdOf(partner: Partner): Promise<string> {
		if (partner.creatorId !== undefined) return partner.creatorId;
		const { creatorId } = await this.read(partner.collabId);
		if (creatorId !== undefined) return creatorId;
		throw new InputError(
			`CreatorCommerce names no creator for the partner ${partner.collabId}`,
			FIELD,
			'Open the partner in CreatorCommerce and check that it has a creator.',
		);
	}

	/** The API's id of the store itself; forms are asked for with it. */
	channelId(): Promise<string> {
		this.channel ??= this.api.call('getChannel').then((answer) => {
			const id = idOf(unwrap(answer, 'channel'));
			if (id !== undefined) return id;
			throw new InputError(`CreatorCommerce names no ID for the store ${this.api.shopDomain}`);
		});
		this.channel.catch(() => (this.channel = undefined));
		return this.channel;
	}

	private async byEmail(email: string, wanted: string): Promise<Partner[]> {
		const answer = await this.askByEmail(email);
		return readEach(listedIn(answer), readPartner)
			.map((partner) => (partner.email === undefined ? { ...partner, email } : partner))
			.filter((partner) => partner.email !== undefined && emailKey(partner.email) === wanted);
	}

	/** An unknown creator is answered with an empty list, or with 500 "Creator or Channel not found" (quirk 1). */
	private async askByEmail(email: string): Promise<unknown> {
		try {
			return this.keyType === 'partner'
				? await this.api.call('getCollabs', { query: { email, myshopify_domain: this.api.shopDomain } })
				: await this.api.call('getChannelCollabs', { query: { email } });
		} catch (fault) {
			if (!isNotFound(fault)) return raise(fault);
			await this.checkStore();
			return { collabs: [] };
		}
	}

	/**
	 * "Creator or Channel not found" may mean either, so the store is asked for, once an execution. A key that may not ask
	 * leaves it open.
	 * @throws ApiError when there is no such store
	 */
	async checkStore(): Promise<void> {
		try {
			await this.channelId();
		} catch (fault) {
			if (isNotFound(fault) || !(fault instanceof ApiError)) raise(fault);
		}
	}

	private async bySearch(query: string, fits: (partner: Partner) => boolean): Promise<Partner[]> {
		const matches: Partner[] = [];
		let untold = 0;
		for await (const page of partnerPages(this.api, { query })) {
			for (const row of page.rows) {
				const partner = readPartner(row);
				if (partner === undefined) continue;
				// A creator that came as a bare id has a handle all the same (quirk 3).
				const isUntold = !partner.creatorPopulated && untold < MOST_UNTOLD;
				untold += isUntold ? 1 : 0;
				const whole = isUntold ? combined(partner, await this.read(partner.collabId)) : partner;
				if (fits(whole)) matches.push(whole);
			}
		}
		return matches;
	}

	private async getCollab(collabId: string): Promise<{ partner: Partner; record: Record<string, unknown> }> {
		const record = asRecord(
			unwrap(await this.api.call('getChannelCollab', { path: { collabId } }), 'collab'),
		);
		const partner = readPartner(record) ?? { collabId, creatorPopulated: false };
		return { partner, record };
	}

	/**
	 * Discount codes are found in the list only. Where that was cut short, or where its rows carry no codes (as in the vendor's
	 * own example), nobody can be called unknown: the full record of a partner with a discount tells which it is.
	 */
	private async toldAllCodes(): Promise<boolean> {
		const { whole, byDiscountCode, discounted } = await this.all();
		if (!whole || byDiscountCode.size > 0 || discounted === undefined) return whole;
		return (await this.read(discounted)).discountCode === undefined;
	}

	/** The search knows affiliate codes, not discount codes of their own: for those the list is walked, once an execution. */
	private async byDiscountCode(code: string): Promise<Partner[]> {
		const { byDiscountCode } = await this.all();
		const ids = byDiscountCode.get(codeKey(code)) ?? [];
		return await Promise.all(ids.map(async (id) => await this.read(id)));
	}

	private all(): Promise<Everyone> {
		this.everyone ??= readEveryone(this.api);
		this.everyone.catch(() => (this.everyone = undefined));
		return this.everyone;
	}
}

/** A failed lookup is not remembered, so that a later item may try again. */
function remembered<T>(cache: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
	const known = cache.get(key);
	if (known) return known;
	const made = make();
	cache.set(key, made);
	made.catch(() => cache.delete(key));
	return made;
}
