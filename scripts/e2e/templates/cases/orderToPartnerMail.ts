import { asObject, asText } from '../../../n8n/readJson';
import { expectEqual, expectThat } from '../../checks';
import type { TemplateCase } from '../case';
import { postJson, veteran } from '../placed';

export const orderToPartnerMail: TemplateCase = {
	file: 'order-to-partner-mail.json',
	does: 'a partner hears of a sale once, and nothing about the customer',
	fill: () => ({
		Sender: 'partners@brand.example',
		'Brand name': 'Brand <b>one</b>',
		'Commission percent': 10,
	}),
	async tryOut(placed) {
		const { mails } = placed.around;
		const { creator } = await veteran(placed.around, 3);
		const { email, firstName, handle } = asObject(creator);
		await placed.published(async () => {
			let name = '';
			const run = await placed.next(async () => {
				const { order } = await postJson(`${placed.shopify}/orders`, {
					partner: asText(handle),
					total: 64.5,
					email: 'customer@private.example',
					attributed: 'attributes',
				});
				name = asText(asObject(order).name);
			});
			expectEqual(
				'output',
				run.output('What was sent').map(({ json }) => json),
				[{ Partner: asText(email), Order: name }],
			);
			await placed.redelivered();
			expectEqual(
				'e-mails',
				mails.mails.map(({ from, to, subject }) => ({ from, to, subject })),
				[
					{
						from: 'partners@brand.example',
						to: [asText(email)],
						subject: 'You made a sale: 64.50 USD',
					},
				],
			);
			const html = mails.mails[0]?.html ?? '';
			expectThat(html.includes(`Hi ${asText(firstName)},`) && html.includes('6.45 USD'), html);
			expectThat(!html.includes('customer@') && !html.includes('<b>one'), html);
		});
	},
};
