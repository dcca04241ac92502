import { asObject, asText } from '../../../n8n/readJson';
import { expectEqual } from '../../checks';
import type { TemplateCase } from '../case';
import { postJson, veteran } from '../placed';

const LAST = 'What was told';

export const orderToAnalytics: TemplateCase = {
	file: 'order-to-analytics.json',
	does: 'a sale is one event in Google Analytics, a repeat and a sale without a partner are none',
	fill: ({ parties }) => ({
		'Measurement ID': 'G-TEST123',
		'Analytics address': `${parties.url}/analytics`,
	}),
	async tryOut(placed) {
		const { world, parties } = placed.around;
		const collab = await veteran(placed.around);
		const creator = asObject(collab.creator);
		const tiers = await world.sandbox.tierTitles();
		await placed.published(async () => {
			let order = { id: '', name: '', createdAt: '' };
			const run = await placed.next(async () => {
				const made = asObject(
					(
						await postJson(`${placed.shopify}/orders`, {
							partner: asText(creator.email),
							total: 64.5,
							discountCodes: ['SPRING'],
							email: 'customer@private.example',
							attributed: 'attributes',
						})
					).order,
				);
				order = {
					id: asText(made.id).split('/').at(-1) ?? '',
					name: asText(made.name),
					createdAt: asText(made.createdAt),
				};
			});
			expectEqual(
				'output',
				run.output(LAST).map(({ json }) => json),
				[{ Order: order.name, Value: 64.5, Partner: asText(creator.handle) }],
			);
			const received = parties.received('analytics');
			expectEqual(
				'Google Analytics was asked',
				received.map(({ method, path, query }) => ({ method, path, query })),
				[
					{
						method: 'POST',
						path: '/mp/collect',
						query: { measurement_id: 'G-TEST123', api_secret: 'analytics-test-secret' },
					},
				],
			);
			const { timestamp_micros: at, ...body } = asObject(received[0]?.body);
			const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);
			expectEqual('time of the sale', seconds(Number(at) / 1000), seconds(Date.parse(order.createdAt)));
			expectEqual('event', body, {
				client_id: `creatorcommerce.${order.id}`,
				events: [
					{
						name: 'creator_sale',
						params: {
							transaction_id: order.name,
							value: 64.5,
							currency: 'USD',
							coupon: 'SPRING',
							creator: asText(creator.handle),
							creator_tier: tiers.get(asText(collab.collabTier)),
							creator_code: asText(collab.affiliateCode),
						},
					},
				],
			});
			const again = await placed.redelivered();
			expectEqual('runs of the last node for a repeat', again.runs(LAST), 0);
			expectEqual('events', parties.received('analytics').length, 1);
		});
	},
};
