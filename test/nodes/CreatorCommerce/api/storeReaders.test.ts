import { readCampaign } from '../../../../nodes/CreatorCommerce/api/readers/campaign';
import { readForm } from '../../../../nodes/CreatorCommerce/api/readers/form';
import {
	connectedIn,
	readConnectedIntegration,
	readListing,
} from '../../../../nodes/CreatorCommerce/api/readers/integration';
import { mediaObject } from '../../../../nodes/CreatorCommerce/api/readers/media';

const ID = '699752d110aaf04ada0eb4ef';

describe('readers of what a store has', () => {
	it('read tiers as IDs and populated, and both names of a campaign’s start', () => {
		expect(
			readCampaign({
				_id: ID,
				title: 'A',
				collabTiers: ['t1', { _id: 't2', tierTitle: 'VIP' }, null, 7],
				startedAt: '2026-01-01T00:00:00.000Z',
				isActive: 'true',
				brandPage: null,
				productPage: { _id: 'p1' },
				tags: ['a', null, 3],
			}),
		).toMatchObject({
			id: ID,
			tierIds: ['t1', 't2', '7'],
			startAt: '2026-01-01T00:00:00.000Z',
			isActive: true,
			brandPage: undefined,
			productPage: 'p1',
			tags: ['a', '3'],
		});
		expect(readCampaign({ _id: ID, startAt: 'x', startedAt: 'y' })?.startAt).toBe('x');
		expect(
			readForm({ id: ID, fields: [{ name: 'a' }, 'b', null], collabTiers: [{ _id: 't' }] }),
		).toMatchObject({ id: ID, questions: [{ name: 'a' }], tierIds: ['t'], productTags: [] });
	});

	it.each([null, undefined, 7, [], {}, { title: 'no id' }, { _id: '' }])('take %j for nothing', (value) => {
		expect(readCampaign(value)).toBeUndefined();
		expect(readForm(value)).toBeUndefined();
		expect(readListing(value)).toBeUndefined();
		expect(readConnectedIntegration(value)).toBeUndefined();
		expect(connectedIn(value)).toEqual([]);
		expect(mediaObject(value)).toBeUndefined();
	});

	it('know the names of an integration’s settings and never their values', () => {
		const read = readConnectedIntegration({
			_id: ID,
			handle: 'klaviyo',
			isEnabled: false,
			klaviyo: { apiKey: 'pk_secret', listId: 'L' },
			webhookSecret: 'pk_secret',
		});
		expect(read).toMatchObject({ isEnabled: false, settings: ['apiKey', 'listId', 'webhookSecret'] });
		expect(JSON.stringify(read)).not.toContain('pk_secret');
	});

	it('take a media object, and the output that holds one', () => {
		const media = { _id: ID, url: 'https://assets.example/a.png' };
		expect(mediaObject(media)).toBe(media);
		expect(mediaObject({ id: ID, url: 'https://other.example', media })).toBe(media);
		expect(mediaObject({ media: { _id: ID } })).toBeUndefined();
	});
});
