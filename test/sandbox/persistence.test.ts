import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox } from '../../sandbox';
import { bench, newPartner } from './support';

describe('state on disk', () => {
	const dataDir = mkdtempSync(join(tmpdir(), 'cc-sandbox-test-'));
	afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

	test('survives a restart, and a fresh start begins anew with the same partners', async () => {
		const first = await bench({ dataDir });
		const seeded = first.sandbox.state.collabs();
		await first.http.post('/creators/collabs', newPartner(first.sandbox, 'kept@example.com'));
		await first.sandbox.close();

		// The number of partners only counts for an empty store.
		const second = await createSandbox({ dataDir, partners: 3 });
		expect(second.state.collabByEmail('kept@example.com')).toHaveLength(1);
		expect(second.state.collabs()).toHaveLength(13);
		await second.close();

		const third = await createSandbox({ dataDir, partners: 12, fresh: true });
		expect(third.state.collabs()).toEqual(seeded);
		await third.close();
	});

	test('ids made after a restart sort after those before', async () => {
		const first = await bench({ partners: 1 });
		await first.http.post('/creators/collabs', newPartner(first.sandbox, 'late@example.com'));
		const ids = first.sandbox.state.collabs().map(({ _id }) => _id);
		expect(ids).toEqual([...ids].sort());
		expect(first.sandbox.state.collabs().at(-1)?.creator.email).toBe('late@example.com');
		await first.sandbox.close();
	});

	test('another seed, other partners; none, if none are asked for', async () => {
		const [one, two, none] = await Promise.all([
			createSandbox({ partners: 5, seed: 1 }),
			createSandbox({ partners: 5, seed: 2 }),
			createSandbox({ partners: 0 }),
		]);
		expect(one.state.collabs()).not.toEqual(two.state.collabs());
		expect(none.state.collabs()).toEqual([]);
		expect(none.state.tiers()).toHaveLength(5);
		await Promise.all([one.close(), two.close(), none.close()]);
	});

	test('a thousand partners are seeded quickly and are all different', async () => {
		const sandbox = await createSandbox({ partners: 1_000 });
		const emails = new Set(sandbox.state.collabs().map(({ creator }) => creator.email.toLowerCase()));
		expect(emails.size).toBe(1_000);
		expect([...emails].some((email) => email.includes('+'))).toBe(true);
		await sandbox.close();
	});
});
