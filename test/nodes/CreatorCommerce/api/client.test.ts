import fc from 'fast-check';
import { TransportError } from '../../../../nodes/CreatorCommerce/api/answer';
import { windowsOf } from '../../../../nodes/CreatorCommerce/api/client';
import { ENDPOINTS, type Endpoint, type EndpointId } from '../../../../nodes/CreatorCommerce/api/endpoints';
import { ApiError, NotSentError } from '../../../../nodes/CreatorCommerce/api/failure';
import { SHOP, answer, fakeApi, faultOf, id } from './support/fakeApi';

/** Method, path and what it does, written down from the vendor's API file, version 1.0.0. */
const OPERATIONS: Record<string, [method: string, path: string, does: 'read' | 'update' | 'create']> = {
	generateDropCheckoutUrl: ['GET', '/creators/{creatorId}/drops/{dropId}/cart', 'read'],
	getPresignedUrl: ['GET', '/storage/presigned-url', 'read'],
	getChannel: ['GET', '/channels/{myshopifyDomain}', 'read'],
	getMagicLink: ['GET', '/channels/{myshopifyDomain}/creators/magic-link', 'read'],
	connectChannelIntegration: ['POST', '/channels/{myshopifyDomain}/integrations/connect', 'update'],
	disconnectChannelIntegration: ['POST', '/channels/{myshopifyDomain}/integrations/disconnect', 'update'],
	updateChannelSettings: ['POST', '/channels/{myshopifyDomain}/settings', 'update'],
	getChannelCollabs: ['GET', '/channels/{myshopifyDomain}/collabs', 'read'],
	getChannelCollab: ['GET', '/channels/{myshopifyDomain}/collabs/{collabId}', 'read'],
	updateChannelCollab: ['POST', '/channels/{myshopifyDomain}/collabs/{collabId}', 'update'],
	getChannelCollabTiers: ['GET', '/channels/{myshopifyDomain}/collab-tiers', 'read'],
	updateChannelDrop: ['POST', '/channels/{myshopifyDomain}/collabs/{collabId}/drops/{dropId}', 'update'],
	addProductsToDrop: [
		'POST',
		'/channels/{myshopifyDomain}/collabs/{collabId}/drops/{dropId}/products',
		'create',
	],
	updateChannelEnhancement: [
		'POST',
		'/channels/{myshopifyDomain}/collabs/{collabId}/drops/{dropId}/enhancements/{enhancementId}',
		'update',
	],
	getChannelCustomFieldDefinitions: ['GET', '/channels/{myshopifyDomain}/custom-field-definitions', 'read'],
	createChannelCustomFieldDefinition: [
		'POST',
		'/channels/{myshopifyDomain}/custom-field-definitions',
		'create',
	],
	getChannelFormDefinitions: ['GET', '/channels/{myshopifyDomain}/form-definitions', 'read'],
	createChannelFormDefinition: ['POST', '/channels/{myshopifyDomain}/form-definitions', 'create'],
	getChannelFormDefinition: [
		'GET',
		'/channels/{myshopifyDomain}/form-definitions/{formDefinitionId}',
		'read',
	],
	updateChannelFormDefinition: [
		'POST',
		'/channels/{myshopifyDomain}/form-definitions/{formDefinitionId}',
		'update',
	],
	getChannelCampaigns: ['GET', '/channels/{myshopifyDomain}/campaigns', 'read'],
	createChannelCampaign: ['POST', '/channels/{myshopifyDomain}/campaigns', 'create'],
	getChannelCampaign: ['GET', '/channels/{myshopifyDomain}/campaigns/{campaignId}', 'read'],
	updateChannelCampaign: ['POST', '/channels/{myshopifyDomain}/campaigns/{campaignId}', 'update'],
	getChannelSessionMetrics: ['GET', '/channels/{myshopifyDomain}/metrics/session', 'read'],
	getChannelRevenueMetrics: ['GET', '/channels/{myshopifyDomain}/metrics/revenue', 'read'],
	getCreatorForms: ['GET', '/creators/{creatorId}/forms', 'read'],
	getCollabs: ['GET', '/creators/collabs', 'read'],
	createCollab: ['POST', '/creators/collabs', 'create'],
	updateCollab: ['POST', '/creators/collabs/{collabId}', 'update'],
	createDrop: ['POST', '/creators/collabs/{collabId}/drops', 'create'],
	updateDrop: ['POST', '/creators/collabs/{collabId}/drops/{dropId}', 'update'],
	getIntegrationListings: ['GET', '/integrations/listings', 'read'],
};

describe('the table of operations', () => {
	const table: Array<[string, Endpoint]> = Object.entries(ENDPOINTS);

	it('has the 33 operations of the API file, and no other', () => {
		expect(Object.keys(ENDPOINTS).sort()).toEqual(Object.keys(OPERATIONS).sort());
		expect(table).toHaveLength(33);
	});

	it.each(table)('%s has its method and path, and is repeated only where that is safe', (name, endpoint) => {
		const [method, path, does] = OPERATIONS[name] ?? [];
		expect(endpoint.method).toBe(method);
		expect(endpoint.path).toBe(path);
		expect(endpoint.access).toBe(does === 'read' ? 'read' : 'write');
		expect(endpoint.replaySafe).toBe(does !== 'create');
		expect(endpoint.failsForUnknown === undefined || endpoint.access === 'read').toBe(true);
	});

	it('several products in one request count as a bulk operation and as a write', () => {
		const products = (count: number) => ({ products: Array.from({ length: count }, () => ({})) });
		for (const name of ['createDrop', 'addProductsToDrop', 'updateDrop', 'updateChannelDrop'] as const) {
			expect(windowsOf(ENDPOINTS[name], products(2))).toEqual(['write', 'bulk']);
			expect(windowsOf(ENDPOINTS[name], products(1))).toEqual(['write']);
			expect(windowsOf(ENDPOINTS[name], products(0))).toEqual(['write']);
			expect(windowsOf(ENDPOINTS[name], { products: 'junk' })).toEqual(['write']);
		}
		expect(windowsOf(ENDPOINTS.updateCollab, products(9))).toEqual(['write']);
		expect(windowsOf(ENDPOINTS.getChannelCollabs, {})).toEqual(['read']);
	});
});

describe('paths and queries', () => {
	const text = fc.string({ unit: 'grapheme', minLength: 1 });

	it('carry any text so that a server reads it unchanged', async () => {
		await fc.assert(
			fc.asyncProperty(text, text, async (part, value) => {
				fc.pre(part !== '.' && part !== '..');
				const { api, sent } = fakeApi(() => ({}));
				await api.call('getChannelCampaign', { path: { campaignId: part }, query: { query: value } });
				const [path = '', query = ''] = (sent[0]?.path ?? '').split('?');
				expect(path.split('/').slice(0, 3)).toEqual(['', 'channels', SHOP]);
				expect(path.split('/')).toHaveLength(5);
				expect(decodeURIComponent(path.split('/')[4] ?? '')).toBe(part);
				expect(new URLSearchParams(query).get('query')).toBe(value);
			}),
		);
	});

	it.each([
		['ada+cc@example.com', 'email=ada%2Bcc%40example.com'],
		['a b', 'email=a%20b'],
		['zoë', 'email=zo%C3%AB'],
		['a/b?c&d=e#f', 'email=a%2Fb%3Fc%26d%3De%23f'],
		['100%', 'email=100%25'],
	])('%j is sent as %j', async (email, query) => {
		const { api, sent } = fakeApi(() => ({}));
		await api.call('getChannelCollabs', { query: { email, cursor: undefined } });
		expect(sent[0]?.path).toBe(`/channels/${SHOP}/collabs?${query}`);
	});

	it('a missing or empty path value is a slip of ours, and nothing is sent', async () => {
		const { api, sent } = fakeApi(() => ({}));
		expect(await faultOf(api.call('getChannelCollab'))).toBeInstanceOf(TypeError);
		expect(await faultOf(api.call('getChannelCollab', { path: { collabId: '' } }))).toBeInstanceOf(TypeError);
		expect(sent).toEqual([]);
	});

	it('the store is always the client’s own', async () => {
		const { api, sent } = fakeApi(() => ({}));
		await api.call('getChannel', { path: { myshopifyDomain: 'other.myshopify.com' } });
		expect(sent[0]?.path).toBe(`/channels/${SHOP}`);
	});
});

describe('a call', () => {
	const failed500 = answer(500, { message: 'Failed to do it' });
	const cut = new TransportError('ECONNRESET', 'unknown');

	it('repeats reads and updates over passing faults', async () => {
		for (const endpoint of ['getChannel', 'updateChannelSettings'] satisfies EndpointId[]) {
			const answers = [failed500, cut, answer(503, '<html>'), { ok: true }];
			const { api, sent } = fakeApi(() => answers.shift());
			expect(await api.call(endpoint, { body: {} })).toEqual({ ok: true });
			expect(sent).toHaveLength(4);
		}
	});

	it('never repeats a create whose outcome is unknown and cannot be looked up', async () => {
		for (const fault of [failed500, cut, answer(200, '{"collab": {"_i')]) {
			const { api, sent } = fakeApi(() => fault);
			const error = await faultOf(api.call('createCollab', { body: {} }));
			expect(error).toBeInstanceOf(ApiError);
			expect(error).toMatchObject({ effect: 'unknown', tries: 1 });
			expect(sent).toHaveLength(1);
		}
	});

	it('repeats a create that cannot have arrived, and one the limit refused', async () => {
		const answers = [new TransportError('ECONNREFUSED', 'no'), answer(429, {}), { collab: { _id: id(1) } }];
		const { api, sent } = fakeApi(() => answers.shift());
		expect(await api.call('createCollab', { body: {} })).toEqual({ collab: { _id: id(1) } });
		expect(sent).toHaveLength(3);
	});

	it('looks first: found is done, absent twice is sent again, unknown is told', async () => {
		for (const [looks, sentWanted, wanted] of [
			[['found'], 1, 'done'],
			[['absent', 'found'], 1, 'done'],
			[['absent', 'absent'], 2, 'done'],
			[['unknown'], 1, 'unknown'],
			[['absent', 'unknown'], 1, 'unknown'],
			[['throws'], 1, 'unknown'],
		] as const) {
			const rest: string[] = [...looks];
			const answers = [cut, { drop: 1 }];
			const { api, sent } = fakeApi(() => answers.shift());
			const call = api.call('createDrop', {
				path: { collabId: id(1) },
				body: {},
				lookFirst: async () => {
					const next = await Promise.resolve(rest.shift());
					if (next === 'throws') throw new Error('no look');
					if (next === 'found') return { found: 'it' };
					return next === 'absent' ? 'absent' : 'unknown';
				},
			});
			if (wanted === 'done') await call;
			else expect(await faultOf(call)).toMatchObject({ effect: 'unknown' });
			expect(sent).toHaveLength(sentWanted);
			expect(rest).toEqual([]);
		}
	});

	it('takes “Failed to …” for an unknown id after three times, where the API answers unknown ids so', async () => {
		const { api, sent } = fakeApi(() => failed500);
		const error = await faultOf(api.call('getChannelCollab', { path: { collabId: id(1) } }));
		expect(error).toMatchObject({ failure: { kind: 'notFound' }, effect: 'none' });
		expect(sent).toHaveLength(3);
		const other = fakeApi(() => failed500);
		expect(await faultOf(other.api.call('getChannel'))).toMatchObject({ failure: { kind: 'server' } });
		expect(other.sent).toHaveLength(5);
	});

	it('says when it was never sent', async () => {
		const { api, scheduler, sent } = fakeApi(() => ({}));
		scheduler.stop();
		const error = await faultOf(api.call('getChannel'));
		expect(error).toBeInstanceOf(NotSentError);
		expect(error).toMatchObject({ reason: 'stopped' });
		expect(sent).toEqual([]);
	});

	it('names the request by its template: no id, query or key is in the error', async () => {
		const { api } = fakeApi(() => answer(400, { message: 'no' }));
		const error = await faultOf(
			api.call('updateCollab', {
				path: { collabId: id(77) },
				query: { email: 'secret@example.com' },
				body: {},
			}),
		);
		expect(error).toMatchObject({ failure: { request: 'POST /creators/collabs/{collabId}' } });
		expect(String(error)).not.toMatch(/secret|004d/);
	});

	it('passes on what is no fault of the network', async () => {
		const { api } = fakeApi(() => new RangeError('a slip'));
		expect(await faultOf(api.call('getChannel'))).toBeInstanceOf(RangeError);
	});
});
