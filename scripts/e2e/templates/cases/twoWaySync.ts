import { setTimeout as sleep } from 'node:timers/promises';
import { asObject, asText, type JsonObject } from '../../../n8n/readJson';
import { say } from '../../../n8n/say';
import { expectEqual, expectThat } from '../../checks';
import { isRunning } from '../../executions';
import type { TemplateCase } from '../case';
import { changePartner } from '../brand';
import { eventually, postJson, veteran, type Placed } from '../placed';

/** Nothing was written, told or running for so long: it has come to rest. */
const QUIET_MS = 2_000;
const REST_WITHIN_MS = 60_000;

interface Both {
	firstName: string;
	lastName: string;
	code: string;
	group: string;
}

export const twoWaySync: TemplateCase = {
	file: 'two-way-affiliate-sync.json',
	does: 'a change on either side, on both at once, and a new one: both sides equal, and then no write at all',
	fill: ({ parties }) => ({ 'Platform address': `${parties.url}/affiliates` }),
	async tryOut(placed) {
		const { world, parties } = placed.around;
		const { affiliates } = parties;
		const collab = await veteran(placed.around, 4);
		const email = asText(asObject(collab.creator).email);
		await placed.published(async () => {
			affiliates.tell({ url: placed.address('The platform tells'), secret: 'platform-call-test-secret' });

			// Only CreatorCommerce knows the partner: the platform gets a new affiliate.
			await changePartner(world, collab, { affiliateCode: 'FIRST1' });
			await eventually(() => affiliates.find(email) !== undefined, 'no affiliate was added');
			const added = await atRest(placed, 'a change here');
			expectEqual('writes to the platform', affiliates.writes.length, 1);
			expectEqual('writes to CreatorCommerce (the brand’s own)', added.writes, 1);
			await bothAre(placed, email, { code: 'FIRST1' });

			// A change in the platform comes over, and its echo ends there.
			affiliates.edit(email, { code: 'SECOND2', group: 'Shine' });
			await eventually(
				async () => (await here(placed, email)).code === 'SECOND2',
				'the code did not come over',
			);
			const taken = await atRest(placed, 'a change there');
			expectEqual('writes to CreatorCommerce', taken.writes, 1);
			expectEqual('writes to the platform', affiliates.writes.length, 1);
			await bothAre(placed, email, { code: 'SECOND2', group: 'Shine' });

			// Both sides at once, and different: the later change counts, on both sides.
			await Promise.all([
				changePartner(world, collab, { affiliateCode: 'HERE3' }),
				sleep(30).then(() => affiliates.edit(email, { code: 'THERE3' })),
			]);
			const settled = await atRest(placed, 'both at once');
			await bothAre(placed, email, {});
			const { code } = await here(placed, email);
			expectThat(code === 'HERE3' || code === 'THERE3', `the code is ${code}`);
			expectThat(settled.writes <= 4, `${settled.writes} writes to CreatorCommerce`);

			// Somebody new in the platform becomes a partner, who then signs in for the first time.
			const fresh = 'fresh+affiliate@example.com';
			affiliates.edit(fresh, { first_name: 'Frédérique', last_name: 'New', code: 'FRESH', group: 'Rise' });
			await eventually(async () => (await here(placed, fresh)).code === 'FRESH', 'no partner was created');
			await postJson(`${placed.shopify}/signIn`, { email: fresh });
			await atRest(placed, 'a new one');
			await bothAre(placed, fresh, { firstName: 'Frédérique', code: 'FRESH', group: 'Rise' });

			// The proof of rest: nothing has changed anything for itself. A last look at everything that is equal writes nothing.
			const written = affiliates.writes.length;
			affiliates.edit(email, {});
			affiliates.edit(fresh, {});
			const last = await atRest(placed, 'nothing changed');
			expectEqual('writes to CreatorCommerce', last.writes, 0);
			expectEqual('writes to the platform', affiliates.writes.length, written);
			expectThat(
				affiliates.told.every((status) => status === 200),
				`the platform was answered ${affiliates.told.join(', ')}`,
			);
		});
	},
};

/** Waits until neither side was written for a while and nothing runs. Gives the writes to CreatorCommerce since the last call. */
async function atRest(placed: Placed, after: string): Promise<{ writes: number }> {
	const { world, parties } = placed.around;
	const count = async () =>
		(await world.sandbox.journal()).filter(({ method, operationId }) =>
			method === 'POST' && /Collab/.test(operationId),
		).length;
	const seen = async () =>
		JSON.stringify([await count(), parties.received('affiliates').length, parties.affiliates.told.length]);
	const deadline = Date.now() + REST_WITHIN_MS;
	let last = await seen();
	let since = Date.now();
	while (Date.now() - since < QUIET_MS) {
		if (Date.now() > deadline) throw new Error(`after ${after} it does not come to rest: ${last}`);
		await sleep(300);
		await parties.affiliates.settled();
		await postJson(`${placed.shopify}/flush`, {});
		const now = await seen();
		if (now === last && !(await isRunning(world.rest, placed.id))) continue;
		last = now;
		since = Date.now();
	}
	const writes = await count();
	say(
		`       ${after}: at rest after ${writes} writes here, ${parties.affiliates.writes.length} there so far`,
	);
	await world.sandbox.clearJournal();
	return { writes };
}

async function here({ around }: Placed, email: string): Promise<Both> {
	const { sandbox } = around.world;
	const found = (await sandbox.collabs()).filter(
		({ creator }) => asText(asObject(creator).email).toLowerCase() === email.toLowerCase(),
	);
	expectThat(found.length < 2, `${email} is ${found.length} times in CreatorCommerce`);
	const collab: JsonObject = found[0] ?? {};
	return {
		firstName: asText(asObject(collab.creator).firstName),
		lastName: asText(asObject(collab.creator).lastName),
		code: asText(collab.affiliateCode),
		group: (await sandbox.tierTitles()).get(asText(collab.collabTier)) ?? '',
	};
}

async function bothAre(placed: Placed, email: string, expected: Partial<Both>): Promise<void> {
	const one = await here(placed, email);
	const affiliate = placed.around.parties.affiliates.find(email);
	const other = {
		firstName: affiliate?.first_name,
		lastName: affiliate?.last_name,
		code: affiliate?.code,
		group: affiliate?.group,
	};
	expectEqual(`${email} on both sides`, other, one);
	expectEqual(email, { ...one, ...expected }, one);
}
