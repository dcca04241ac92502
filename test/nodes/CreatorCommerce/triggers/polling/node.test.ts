import axios from 'axios';
import { PollContext } from 'n8n-core';
import { createSandbox, type Sandbox } from '../../../../../sandbox';
import { pollNode, type PollOptions } from '../../../../support/headless';

let sandbox: Sandbox;
beforeAll(
	async () =>
		(sandbox = await createSandbox({ partners: 12, limits: { kind: 'off' }, listing: { pageSize: 5 } })),
);
beforeEach(async () => await sandbox.reset());
afterAll(async () => await sandbox.close());

const options = (more: Partial<PollOptions> = {}): PollOptions => ({
	nodeType: 'n8n-nodes-creatorcommerce.creatorCommercePollingTrigger',
	parameters: { events: ['partner.created', 'partner.updated', 'drop.updated'] },
	credentials: {
		creatorCommerceApi: {
			keyType: 'channel',
			apiKey: sandbox.channelKey,
			myshopifyDomain: sandbox.shopDomain,
			environment: 'custom',
			baseUrl: sandbox.url,
			readsPerMinute: 10_000,
		},
	},
	...more,
});

const signUp = async (email: string): Promise<void> => {
	await axios.post(
		`${sandbox.url}/creators/collabs`,
		{ myshopifyDomain: sandbox.shopDomain, email, firstName: 'Ada', lastName: 'L' },
		{ headers: { 'x-channel-access-token': sandbox.channelKey } },
	);
};

describe('CreatorCommerce Polling Trigger', () => {
	it('remembers everybody at activation, then starts the workflow for who is new, once', async () => {
		const staticData = {};
		expect(await pollNode(options({ staticData }))).toEqual([]);
		await signUp('ada+new@example.com');
		const [item, ...others] = await pollNode(options({ staticData }));
		expect(others).toEqual([]);
		expect(item?.json).toMatchObject({
			event: 'partner.created',
			source: 'polling',
			shop: sandbox.shopDomain,
			partner: {
				email: 'ada+new@example.com',
				firstName: 'Ada',
				collabId: sandbox.state.collabByEmail('ada+new@example.com')[0]?._id,
			},
		});
		expect(await pollNode(options({ staticData }))).toEqual([]);
	});

	it('gives only the events that were chosen', async () => {
		const staticData = {};
		const parameters = { events: ['drop.updated'] };
		await pollNode(options({ staticData, parameters }));
		await signUp('nobody@example.com');
		expect(await pollNode(options({ staticData, parameters }))).toEqual([]);
	});

	it('keeps within half of the key’s reads in one poll, and goes on in the next', async () => {
		const staticData: Record<string, unknown> = {};
		const slow = options({ staticData });
		// Another key than the other tests use: executions that share a key share the smaller limit.
		const otherKey = { keyType: 'partner', apiKey: sandbox.partnerKey };
		slow.credentials = {
			creatorCommerceApi: { ...slow.credentials?.creatorCommerceApi, ...otherKey, readsPerMinute: 4 },
		};
		sandbox.clearJournal();
		await pollNode(slow);
		expect(sandbox.journal()).toHaveLength(2);
		await pollNode(slow);
		expect(sandbox.journal()).toHaveLength(3);
		expect(staticData).toMatchObject({ memory: { baselined: true } });
	});

	it('loses no change when a poll ends in a fault: the next one still tells it', async () => {
		const staticData = {};
		await pollNode(options({ staticData }));
		// One change on the first page, which was looked at before the fault, and one on the last.
		const [first] = sandbox.state.collabs().sort((left, right) => (left._id < right._id ? -1 : 1));
		await axios.post(
			`${sandbox.url}/creators/collabs/${first?._id}?myshopify_domain=${sandbox.shopDomain}`,
			{ myshopifyDomain: sandbox.shopDomain, affiliateCode: 'CHANGED' },
			{ headers: { 'x-channel-access-token': sandbox.channelKey } },
		);
		await signUp('late@example.com');
		sandbox.setFaults([{ match: { path: 'collabs$' }, after: 1, effect: { kind: 'html', status: 200 } }]);
		await expect(pollNode(options({ staticData }))).rejects.toThrow(
			/Something other than the CreatorCommerce API answered/,
		);
		sandbox.setFaults([]);
		const items = await pollNode(options({ staticData }));
		expect(items.map(({ json }) => json.event)).toEqual(['partner.updated', 'partner.created']);
	});

	it('says in n8n’s log when CreatorCommerce hands out only a part of its list', async () => {
		const lines: string[] = [];
		const logger = { warn: (line: string) => lines.push(line), info: () => {} };
		Object.defineProperty(PollContext.prototype, 'logger', { configurable: true, get: () => logger });
		try {
			const staticData = {};
			await pollNode(options({ staticData }));
			expect(lines).toEqual([]);
			sandbox.setListing({ mode: 'cutShort', cutAt: 7 });
			await pollNode(options({ staticData }));
			expect(lines).toEqual([expect.stringContaining('handed out 7 of 12 partners')]);
		} finally {
			Reflect.deleteProperty(PollContext.prototype, 'logger');
		}
	});

	it('shows a sample of each chosen event in a manual test, and remembers nothing', async () => {
		const staticData = {};
		const items = await pollNode(options({ mode: 'manual', staticData }));
		expect(items.map(({ json }) => json.event)).toEqual([
			'partner.created',
			'partner.updated',
			'drop.updated',
		]);
		expect(staticData).toEqual({});
	});

	it('tells a wrong key, and that no event is chosen', async () => {
		const wrong = options();
		wrong.credentials = { creatorCommerceApi: { ...wrong.credentials?.creatorCommerceApi, apiKey: 'wrong' } };
		await expect(pollNode(wrong)).rejects.toThrow('CreatorCommerce did not accept the API key');
		await expect(pollNode(options({ parameters: { events: [] } }))).rejects.toThrow('No event is chosen');
	});
});
