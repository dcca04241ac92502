import type { UnifiedApi } from '../client';
import { InputError } from '../failure';
import { apiIdFrom } from '../ids';
import { type Tier, readTiers } from '../readers/lists';
import { shown } from '../text';

/** The store's tiers, read once; users name a tier by title, key or id. */
export class TierDirectory {
	private tiers?: Promise<Tier[]>;
	private titles = new Map<string, string>();

	constructor(private readonly api: UnifiedApi) {}

	all(): Promise<Tier[]> {
		this.tiers ??= this.api.call('getChannelCollabTiers').then((answer) => {
			const tiers = readTiers(answer);
			this.titles = new Map(tiers.map(({ id, title, key }) => [id, title ?? key ?? id]));
			return tiers;
		});
		this.tiers.catch(() => (this.tiers = undefined));
		return this.tiers;
	}

	/** The name of a tier, if the tiers were read before; else its id. No request. */
	titleOf(id: string): string {
		return this.titles.get(id) ?? id;
	}

	/**
	 * The id of the tier a user named. An id is taken as it is, without a request.
	 * @throws InputError when no tier or several have that name
	 */
	async idOf(named: string): Promise<string> {
		const id = apiIdFrom(named);
		if (id !== undefined) return id;
		const wanted = named.trim().toLowerCase();
		const tiers = await this.all();
		const matches = tiers.filter((tier) =>
			[tier.id, tier.title, tier.key].some((name) => name?.trim().toLowerCase() === wanted),
		);
		const [match] = matches;
		if (match && matches.length === 1) return match.id;
		const names = tiers.map((tier) => tier.title ?? tier.key ?? tier.id).join(', ');
		throw new InputError(
			match ? `${matches.length} tiers are called “${shown(named)}”` : `There is no tier “${shown(named)}”`,
			'Tier',
			match
				? `Use its ID: ${matches.map((tier) => tier.id).join(', ')}.`
				: `This store has: ${names || 'no tiers'}.`,
		);
	}
}
