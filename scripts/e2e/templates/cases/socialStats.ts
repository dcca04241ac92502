import { asArray, asObject, asText, type JsonObject } from '../../../n8n/readJson';
import { expectEqual } from '../../checks';
import type { TemplateCase } from '../case';

const LAST = 'Summary';

export const socialStats: TemplateCase = {
	file: 'social-stats-to-partners.json',
	does: 'followers, engagement and tier are written where they differ; a second run writes nothing',
	fill: ({ parties }) => ({
		'Statistics address': `${parties.url}/statistics`,
		'Profiles at a time': 50,
	}),
	async tryOut(placed) {
		const { world, parties } = placed.around;
		const before = withInstagram(await world.sandbox.collabs());
		const [unknown, ...known] = before;
		known.forEach((collab, index) =>
			parties.profiles.set(nameOf(collab), {
				followers: [900, 25_000, 400_000][index % 3] ?? 0,
				engagement: 1.5 + index / 10,
			}),
		);
		const run = await placed.run('Try it now');
		const rows = run.output('Write what differs').map(({ json }) => json);
		expectEqual('rows', rows.length, known.length);
		expectEqual(
			'not found',
			run.output('Not found').map(({ json }) => json.email),
			[asText(asObject(unknown?.creator).email)],
		);
		expectEqual('failed', rows.filter(({ status }) => status === 'failed').length, 0);
		expectEqual('updated', run.output(LAST)[0]?.json.Updated, known.length);
		const asked = parties.received('statistics');
		expectEqual('names looked up', new Set(asked.map(({ path }) => path)).size, before.length);

		const tiers = await world.sandbox.tierTitles();
		const after = new Map((await world.sandbox.collabs()).map((collab) => [collab._id, collab]));
		for (const [index, collab] of known.entries()) {
			const now = asObject(after.get(collab._id));
			const profile = parties.profiles.get(nameOf(collab));
			expectEqual(
				asText(asObject(collab.creator).email),
				{
					followers: Number(asObject(now.custom)['cc-followers']),
					engagement: Number(asObject(now.custom)['cc-engagement']),
					tier: tiers.get(asText(now.collabTier)),
				},
				{ ...profile, tier: ['Ambassador', 'Rise', 'Shine'][index % 3] },
			);
		}

		await world.sandbox.clearJournal();
		const again = await placed.run('Try it now');
		expectEqual('unchanged', again.output(LAST)[0]?.json, {
			Updated: 0,
			Unchanged: known.length,
			Failed: 0,
		});
		const writes = (await world.sandbox.journal()).filter(({ method }) => method !== 'GET');
		expectEqual('writes of the second run', asArray(writes).length, 0);
	},
};

const withInstagram = (collabs: JsonObject[]): JsonObject[] =>
	collabs.filter(({ custom }) => asText(asObject(custom)['cc-instagram']) !== '');

const nameOf = ({ custom }: JsonObject): string =>
	asText(asObject(custom)['cc-instagram']).replace(/^@/, '');
