import { bench, newPartner, type Bench } from './support';

describe('every operation answers', () => {
	let it33: Bench;
	beforeAll(async () => {
		it33 = await bench();
	});
	afterAll(() => it33.sandbox.close());

	test('all 33, each known by its operation id', async () => {
		const { sandbox, http } = it33;
		const shop = sandbox.shopDomain;
		const collab = sandbox.state.collabs().find(({ drops }) => drops.length > 0);
		if (!collab) throw new Error('no seeded partner with drops');
		const drop = sandbox.state.drops(collab._id)[0];
		const channel = `/channels/${shop}`;
		const inDrop = `${channel}/collabs/${collab._id}/drops/${drop?._id}`;
		const period = { startDate: '2026-01-01', endDate: '2026-01-07' };
		const campaign = `${channel}/campaigns/${sandbox.state.campaigns()[0]?._id}`;
		const form = `${channel}/form-definitions/${sandbox.state.forms()[0]?._id}`;
		const field = { ownerType: 'collab', name: 'Shoe Size', handle: 'shoe-size', type: 'number_integer' };
		const upload = { filename: 'a.png', contentType: 'image/png', extension: 'png' };

		const reads: Array<[string, string, object?]> = [
			['generateDropCheckoutUrl', `/creators/${collab.creator._id}/drops/${drop?._id}/cart`],
			['getPresignedUrl', '/storage/presigned-url', upload],
			['getChannel', channel],
			['getMagicLink', `${channel}/creators/magic-link`, { email: collab.creator.email }],
			['getChannelCollabs', `${channel}/collabs`],
			['getChannelCollab', `${channel}/collabs/${collab._id}`],
			['getChannelCollabTiers', `${channel}/collab-tiers`],
			['getChannelCustomFieldDefinitions', `${channel}/custom-field-definitions`],
			['getChannelFormDefinitions', `${channel}/form-definitions`],
			['getChannelFormDefinition', form],
			['getChannelCampaigns', `${channel}/campaigns`],
			['getChannelCampaign', campaign],
			['getChannelSessionMetrics', `${channel}/metrics/session`, period],
			['getChannelRevenueMetrics', `${channel}/metrics/revenue`, period],
			[
				'getCreatorForms',
				`/creators/${collab.creator._id}/forms`,
				{ channelId: sandbox.state.channel()._id },
			],
			['getCollabs', '/creators/collabs', { myshopify_domain: shop }],
			['getIntegrationListings', '/integrations/listings'],
		];
		const writes: Array<[string, string, object]> = [
			['connectChannelIntegration', `${channel}/integrations/connect`, { handle: 'grin' }],
			['disconnectChannelIntegration', `${channel}/integrations/disconnect`, { handle: 'grin' }],
			['updateChannelSettings', `${channel}/settings`, { features: { isWebPixelEnabled: false } }],
			['updateChannelCollab', `${channel}/collabs/${collab._id}`, { affiliateCode: 'NEW' }],
			['updateChannelDrop', inDrop, { title: 'A' }],
			['addProductsToDrop', `${inDrop}/products`, { products: [{ id: '1' }] }],
			['updateChannelEnhancement', `${inDrop}/enhancements/${drop?.enhancements[0]?._id}`, { note: 'N' }],
			['createChannelCustomFieldDefinition', `${channel}/custom-field-definitions`, field],
			['createChannelFormDefinition', `${channel}/form-definitions`, { title: 'F' }],
			['updateChannelFormDefinition', form, { title: 'G' }],
			['createChannelCampaign', `${channel}/campaigns`, { title: 'C' }],
			['updateChannelCampaign', campaign, { isActive: false }],
			['createCollab', '/creators/collabs', newPartner(sandbox, 'new@example.com')],
			['updateCollab', `/creators/collabs/${collab._id}`, { isOnboarded: true }],
			[
				'createDrop',
				`/creators/collabs/${collab._id}/drops`,
				{ title: 'T', description: 'D', products: [{ id: '1' }] },
			],
			['updateDrop', `/creators/collabs/${collab._id}/drops/${drop?._id}`, { description: 'D' }],
		];
		for (const [, url, params] of reads) await http.get(url, { params });
		for (const [, url, body] of writes) await http.post(url, body);

		const seen = sandbox.journal().map(({ operationId, status }) => `${operationId} ${status}`);
		expect(seen).toEqual([...reads, ...writes].map(([id]) => `${id} 200`));
		expect(new Set(seen).size).toBe(33);
		expect(sandbox.journal().filter(({ tookPlace }) => tookPlace)).toHaveLength(writes.length);
	});
});

describe('campaigns, forms, fields, settings, metrics, media', () => {
	let b: Bench;
	let channel: string;
	beforeEach(async () => {
		b = await bench();
		channel = `/channels/${b.sandbox.shopDomain}`;
	});
	afterEach(() => b.sandbox.close());

	test('a custom field handle gets the cc- prefix, also one that has it', async () => {
		const field = { ownerType: 'collab', name: 'Size', type: 'number_integer' };
		const first = await b.http.post(`${channel}/custom-field-definitions`, { ...field, handle: 'Shoe Size' });
		const second = await b.http.post(`${channel}/custom-field-definitions`, { ...field, handle: 'cc-hat' });
		expect(first.data.customFieldDefinition.handle).toBe('cc-shoe-size');
		expect(second.data.customFieldDefinition.handle).toBe('cc-cc-hat');
		const list = await b.http.get(`${channel}/custom-field-definitions`);
		expect(list.data.customFieldDefinitions.at(-1).handle).toBe('cc-cc-hat');
	});

	test('settings merge one level deep: siblings stay, deeper objects are replaced', async () => {
		await b.http.post(`${channel}/settings`, { brandKit: { title: 'New', fonts: { body: 'Arial' } } });
		const { brandKit } = (await b.http.get(channel)).data.channel;
		expect(brandKit).toMatchObject({ title: 'New', primaryColor: '#270803' });
		expect(brandKit.fonts).toEqual({ body: 'Arial' });
	});

	test('a campaign update is partial; an unknown one is a 500 that says so', async () => {
		const id = b.sandbox.state.campaigns()[0]?._id;
		const updated = await b.http.post(`${channel}/campaigns/${id}`, { description: 'Changed' });
		expect(updated.data.campaign).toMatchObject({ description: 'Changed' });
		expect(updated.data.campaign.title).toEqual(expect.any(String));
		const missing = await b.http.get(`${channel}/campaigns/${'0'.repeat(24)}`);
		expect([missing.status, missing.data.message]).toEqual([500, 'Campaign not found']);
	});

	test('metrics are a function of the day, and days add up', async () => {
		const ask = (startDate: string, endDate: string) =>
			b.http.get(`${channel}/metrics/revenue`, { params: { startDate, endDate } });
		const week = (await ask('2026-02-08', '2026-02-14')).data.metrics.aggregates;
		const again = (await ask('2026-02-08', '2026-02-14')).data.metrics.aggregates;
		expect(again).toEqual(week);
		expect(Object.keys(week.currentPeriod.perDay)).toHaveLength(7);
		const before = (await ask('2026-02-01', '2026-02-07')).data.metrics.aggregates.currentPeriod;
		expect(week.prevPeriod).toEqual({ all: before.all });
		const day = (await ask('2026-02-10', '2026-02-10')).data.metrics.aggregates.currentPeriod;
		expect(week.currentPeriod.perDay['2026-02-10']).toEqual({ grossRevenue: day.all.grossRevenue });
		expect((await ask('2026-02-14', '2026-02-08')).status).toBe(500);
		expect((await ask('14.02.2026', '2026-02-20')).status).toBe(500);
	});

	test('media: bytes put to the presigned URL come back, and the object is taken as a picture', async () => {
		const params = { filename: 'me.png', contentType: 'image/png', extension: 'png' };
		const { presignedUrl, media } = (await b.http.get('/storage/presigned-url', { params })).data;
		const bytes = Buffer.from([0, 255, 1, 254, 128]);
		const plain = { headers: { 'content-type': 'image/png' }, validateStatus: () => true };
		const { default: axios } = await import('axios');
		const put = await axios.put(presignedUrl, bytes, plain);
		expect(put.status).toBe(200);
		const got = await axios.get(media.url, { responseType: 'arraybuffer' });
		expect(Buffer.from(got.data).equals(bytes)).toBe(true);
		expect(got.headers['content-type']).toContain('image/png');
		// The key must not go to the storage host.
		expect((await b.http.put(presignedUrl, bytes, plain)).status).toBe(400);
		expect((await axios.put(presignedUrl.replace(/Signature=./, 'Signature=x'), bytes, plain)).status).toBe(
			403,
		);

		const created = await b.http.post('/creators/collabs', {
			...newPartner(b.sandbox, 'pic@example.com'),
			profilePicture: media,
		});
		const id = created.data.collab._id;
		const collab = (await b.http.get(`${channel}/collabs/${id}`)).data.collab;
		expect(collab.creator.profilePicture.url).toBe(media.url);
	});

	test('the checkout URL carries variants, the creator and the code; a drop of somebody else fails', async () => {
		const collab = b.sandbox.state.collabs().find(({ drops }) => drops.length > 0);
		const drop = collab && b.sandbox.state.drops(collab._id)[0];
		const answer = await b.http.get(`/creators/${collab?.creator._id}/drops/${drop?._id}/cart`);
		const url = new URL(answer.data.data.cartUrl);
		expect(url.pathname).toMatch(/^\/cart\/\d+:1(,\d+:1)*$/);
		expect(url.searchParams.get('attributes[cc-creator-id]')).toBe(collab?.creator._id);
		const other = b.sandbox.state.collabs().find(({ _id }) => _id !== collab?._id);
		const wrong = await b.http.get(`/creators/${other?.creator._id}/drops/${drop?._id}/cart`);
		expect([wrong.status, wrong.data.message]).toEqual([500, 'Failed to create cart url']);
	});
});
