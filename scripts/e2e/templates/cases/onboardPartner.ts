import { asObject, asText } from '../../../n8n/readJson';
import { expectEqual, expectThat } from '../../checks';
import type { TemplateCase } from '../case';
import { newcomer, postJson } from '../placed';
import { SLACK_CHANNEL } from '../thirdParties';

export const onboardPartner: TemplateCase = {
	file: 'onboard-activated-partner.json',
	does: 'a partner becomes active: one e-mail with a link that signs in, one word in Slack',
	fill: ({ parties }) => ({
		Sender: 'partners@brand.example',
		'Brand name': 'Söhne & Co',
		'Slack channel': SLACK_CHANNEL,
		'Slack address': `${parties.url}/slack`,
	}),
	async tryOut(placed) {
		const { world, parties, mails } = placed.around;
		const collab = await newcomer(placed.around);
		const email = asText(asObject(collab.creator).email);
		const first = asText(asObject(collab.creator).firstName);
		const last = asText(asObject(collab.creator).lastName);
		const tiers = await world.sandbox.tierTitles();
		await placed.published(async () => {
			const run = await placed.next(
				async () => await postJson(`${placed.shopify}/signIn`, { email, onboarded: true }),
			);
			expectEqual(
				'output',
				run.output('Done').map(({ json }) => json),
				[{ Partner: email, Welcomed: true }],
			);
			const link = asText(run.output('Sign-in link')[0]?.json.link);
			expectThat(link.startsWith('http'), `the link is “${link}”`);
			expectEqual(
				'e-mails',
				mails.mails.map(({ from, to, subject }) => ({ from, to, subject })),
				[{ from: 'partners@brand.example', to: [email], subject: 'Welcome to Söhne & Co' }],
			);
			const html = mails.mails[0]?.html ?? '';
			expectThat(html.includes(`Hi ${first},`) && html.includes(`href="${link}"`), html);
			const words = parties.received('slack').map(({ body }) => body);
			expectEqual('Slack was sent', words, [
				{
					channel: SLACK_CHANNEL,
					text: `New active partner: ${first} ${last} (${tiers.get(asText(collab.collabTier)) ?? ''})`,
				},
			]);
			expectThat(!JSON.stringify(words).includes(link), 'the link was passed on to Slack');
			await placed.redelivered();
			expectEqual('e-mails after a repeat', mails.mails.length, 1);
		});
	},
};
