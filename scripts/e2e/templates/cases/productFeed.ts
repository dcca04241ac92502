import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { asArray, asObject, asText, type JsonObject } from '../../../n8n/readJson';
import { SANDBOX_KEY, SANDBOX_STORE } from '../../../n8n/sandbox';
import { expectEqual, expectThat } from '../../checks';
import type { TemplateCase } from '../case';
import { veteran, type Placed } from '../placed';

const DROP = 'From the feed';

export const productFeed: TemplateCase = {
	file: 'product-feed-to-drops.json',
	does: 'products, notes and a discount arrive once; sold-out and unknown ones come by e-mail; a changed note is one write',
	fill: ({ parties }) => ({
		'Feed address': `${parties.url}/files/feed.csv`,
		'Report to': 'ops@brand.example',
		Sender: 'n8n@brand.example',
	}),
	async tryOut(placed) {
		const { world, parties, mails } = placed.around;
		const collab = await veteran(placed.around, 6);
		const email = asText(asObject(collab.creator).email);
		const { forSale, soldOut } = products(world.checkout);
		const row = (SKU: string, Note = '') => ({ Partner: email, Drop: DROP, SKU, Note, Discount: '22' });
		const feed = [
			row(forSale[0]?.sku ?? '', 'Soft, and “mine”'),
			row(forSale[1]?.sku ?? '', 'Every day'),
			row(soldOut?.sku ?? '', 'Sold out'),
			row('NO-SUCH-SKU', 'Unknown'),
		];
		const serve = (rows: object[]) =>
			parties.files.set('feed.csv', { type: 'text/csv', text: stringify(rows, { header: true }) });
		serve(feed);
		await placed.run('Run now');
		const expected = [
			{ id: forSale[0]?.id, note: 'Soft, and “mine”' },
			{ id: forSale[1]?.id, note: 'Every day' },
		];
		expectEqual('the drop', await shown(placed, collab), expected);
		const after = (await world.sandbox.collabs()).find(({ _id }) => _id === collab._id);
		expectEqual('discount in the store', Number(asObject(after?.discount).discountAmount), 22);
		expectEqual(
			'e-mails',
			mails.mails.map(({ to, subject }) => ({ to, subject })),
			[{ to: ['ops@brand.example'], subject: 'Product feed: 2 rows to look at' }],
		);
		const html = mails.mails[0]?.html ?? '';
		expectThat(html.includes(soldOut?.sku ?? '-') && html.includes('NO-SUCH-SKU'), html);

		// Nothing new in the feed: nothing is written.
		await world.sandbox.clearJournal();
		await placed.run('Run now');
		expectEqual('writes of a second run', await writes(placed), []);

		// One other note: one write.
		serve([row(forSale[0]?.sku ?? '', 'Changed my mind'), ...feed.slice(1, 2)]);
		await placed.run('Run now');
		expectEqual('writes for one other note', await writes(placed), ['updateChannelEnhancement']);
		expectEqual('the drop', await shown(placed, collab), [
			{ id: forSale[0]?.id, note: 'Changed my mind' },
			expected[1],
		]);
		expectEqual('e-mails in all', mails.mails.length, 2);
	},
};

interface Product {
	id: string;
	sku: string;
}

/** Products of the store by whether anybody can buy them. */
function products(checkout: string): { forSale: Product[]; soldOut: Product | undefined } {
	const all = asArray(JSON.parse(readFileSync(join(checkout, 'sandbox', 'data', 'products.json'), 'utf8'))).map(
		asObject,
	);
	const read = (wanted: boolean) =>
		all
			.filter(({ variants }) => asArray(variants).every((one) => asObject(one).available === wanted))
			.map(({ id, variants }) => ({ id: asText(id), sku: asText(asObject(asArray(variants)[0]).sku) }))
			.filter(({ sku }) => sku !== '');
	return { forSale: read(true), soldOut: read(false)[0] };
}

/** The products of the feed's drop with their notes, as CreatorCommerce shows them. */
async function shown({ around }: Placed, collab: JsonObject): Promise<Array<{ id: string; note: string }>> {
	const answer = await fetch(
		`${around.world.sandboxUrl}/channels/${SANDBOX_STORE}/collabs/${asText(collab._id)}`,
		{ headers: { authorization: `Bearer ${SANDBOX_KEY}` } },
	);
	const named = asArray(asObject(asObject(await answer.json()).collab).drops)
		.map(asObject)
		.filter(({ title }) => title === DROP);
	expectEqual('drops of that title', named.length, 1);
	const inside = asArray(named[0]?.products).map(asObject);
	return asArray(named[0]?.enhancements)
		.map(asObject)
		.map(({ product, note }) => ({
			id: asText(inside.find(({ _id }) => _id === (asObject(product)._id ?? product))?.id),
			note: asText(note),
		}));
}

/** What was written to CreatorCommerce: Shopify is only asked. */
const writes = async ({ around }: Placed): Promise<string[]> =>
	(await around.world.sandbox.journal())
		.filter(({ method, operationId }) => method === 'POST' && !/^shopify |unknown/.test(operationId))
		.map(({ operationId }) => operationId);
