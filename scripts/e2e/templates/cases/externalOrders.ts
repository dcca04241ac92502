import { asArray, asObject, asText, type JsonObject } from '../../../n8n/readJson';
import { expectEqual, expectThat } from '../../checks';
import type { TemplateCase } from '../case';
import { getJson, postJson, veteran, type Placed } from '../placed';

const SECRET = { 'x-till-secret': 'till-test-secret' };

export const externalOrders: TemplateCase = {
	file: 'external-orders-to-partners.json',
	does: 'orders of a till are credited once, however often they are told; an unknown code comes by e-mail',
	fill: () => ({
		Source: 'till-berlin',
		'Tell whom': 'ops@brand.example',
		Sender: 'n8n@brand.example',
	}),
	async tryOut(placed) {
		const { mails } = placed.around;
		const collab = await veteran(placed.around, 5);
		const code = asText(collab.affiliateCode);
		const items = [{ sku: 'NO-SUCH-SKU', title: 'Market <b>stall</b> tee', price: '24.90', quantity: 2 }];
		const date = new Date(Date.now() - 60_000).toISOString();
		const orders = [
			{ number: 'R-1', code, date, items },
			{ number: 'R-2', code: code.toLowerCase(), date, items },
			{ number: 'R-3', code: 'NOBODY-HAS-THIS', date, items },
			{ number: 'R-4', code: '', date, items },
		];
		await placed.published(async () => {
			const address = placed.address('Orders come in');
			const refused = await fetch(address, { method: 'POST' });
			expectEqual('answer to a call without the secret', refused.status, 403);

			const before = await stored(placed);
			const run = await placed.next(async () => await postTold(address, orders));
			expectEqual(
				'outcomes',
				run.output('Recorded').map(({ json }) => [json.Order, json.Outcome, json.Partner]),
				['R-1', 'R-2'].map((number) => [
					`till-berlin-${number}`,
					'created',
					asText(asObject(collab.creator).handle),
				]),
			);
			expectEqual(
				'left out',
				run.runs('Left out') === 1 && run.runs('Not recorded') === 1,
				true,
			);
			const made = (await stored(placed)).filter(({ id }) => !before.some((one) => one.id === id));
			expectEqual('orders made', made.map(({ sourceIdentifier }) => asText(sourceIdentifier)).sort(), [
				'till-berlin-R-1',
				'till-berlin-R-2',
			]);
			const creatorId = asText(asObject(collab.creator)._id);
			for (const order of made) {
				expectThat(
					asArray(order.tags).some((tag) => asText(tag).toLowerCase() === `cc-creator-id-${creatorId}`),
					`the tags of ${asText(order.name)}: ${JSON.stringify(order.tags)}`,
				);
			}
			expectEqual(
				'e-mails',
				mails.mails.map(({ to, subject }) => ({ to, subject })),
				[{ to: ['ops@brand.example'], subject: '1 orders could not be credited' }],
			);
			const html = mails.mails[0]?.html ?? '';
			expectThat(html.includes('R-3: NOBODY-HAS-THIS: ') && !html.includes('R-4'), html);

			const again = await placed.next(async () => await postTold(address, orders.slice(0, 2)));
			expectEqual(
				'outcomes of a repeat',
				again.output('Recorded').map(({ json }) => json.Outcome),
				['existing', 'existing'],
			);
			expectEqual('orders after a repeat', (await stored(placed)).length, before.length + 2);
		});
	},
};

const postTold = async (address: string, orders: object[]): Promise<JsonObject> =>
	await postJson(address, { orders }, SECRET);

const stored = async (placed: Placed): Promise<JsonObject[]> =>
	asArray((await getJson(`${placed.shopify}/orders`)).orders).map(asObject);
