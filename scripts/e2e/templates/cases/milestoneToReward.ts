import { asObject, asText } from '../../../n8n/readJson';
import { expectEqual, expectThat } from '../../checks';
import type { TemplateCase } from '../case';
import { changePartner } from '../brand';
import { postJson, veteran } from '../placed';
import { SLACK_CHANNEL } from '../thirdParties';

export const milestoneToReward: TemplateCase = {
	file: 'milestone-to-reward.json',
	does: 'a partner passes 1,000 in sales: tier up, discount up, told once; a VIP is not moved down',
	fill: ({ parties }) => ({
		Sender: 'partners@brand.example',
		'Slack channel': SLACK_CHANNEL,
		'Slack address': `${parties.url}/slack`,
	}),
	async tryOut(placed) {
		const { world, parties, mails } = placed.around;
		const tiers = await world.sandbox.tierTitles();
		const tierId = (title: string) => [...tiers].find(([, name]) => name === title)?.[0];
		const climber = await veteran(placed.around, 1);
		const vip = await veteran(placed.around, 2);
		await changePartner(world, climber, { collabTier: tierId('Ambassador') });
		await changePartner(world, vip, { collabTier: tierId('VIP') });
		const email = asText(asObject(climber.creator).email);
		const sale = (partner: string) =>
			postJson(`${placed.shopify}/orders`, { partner, total: 1_200, attributed: 'attributes' });

		await placed.published(async () => {
			const run = await placed.next(async () => await sale(email));
			expectEqual(
				'output',
				run.output('Done').map(({ json }) => json),
				[{ Partner: email, 'Tier before': 'Ambassador', 'Tier now': 'Shine' }],
			);
			const after = (await world.sandbox.collabs()).find(({ _id }) => _id === climber._id);
			expectEqual('tier in the store', tiers.get(asText(after?.collabTier)), 'Shine');
			expectEqual('discount in the store', asObject(after?.discount).discountAmount, 20);
			expectEqual(
				'e-mails',
				mails.mails.map(({ to, subject }) => ({ to, subject })),
				[{ to: [email], subject: 'You are now Shine' }],
			);
			expectThat((mails.mails[0]?.html ?? '').includes('20 % off'), mails.mails[0]?.html ?? 'no text');
			expectEqual(
				'Slack was sent',
				parties.received('slack').map(({ body }) => body),
				[{ channel: SLACK_CHANNEL, text: `${email} passed 1000 revenue and is now Shine` }],
			);

			const kept = await placed.next(async () => await sale(asText(asObject(vip.creator).email)));
			expectEqual('runs of Give the reward for a VIP', kept.runs('Give the reward'), 0);
			expectEqual('rewards refused', kept.runs('No step up'), 1);
			const still = (await world.sandbox.collabs()).find(({ _id }) => _id === vip._id);
			expectEqual('tier of the VIP', tiers.get(asText(still?.collabTier)), 'VIP');
			expectEqual('e-mails in all', mails.mails.length, 1);
		});
	},
};
