import { asArray, asObject, asText } from '../../../n8n/readJson';
import { expectEqual } from '../../checks';
import type { TemplateCase } from '../case';
import { changePartner } from '../brand';
import { newcomer, postJson } from '../placed';

const LAST = 'What was written';

export const partnerToCrm: TemplateCase = {
	file: 'partner-to-crm.json',
	does: 'a partner signs up, changes, and is told twice: one contact, written once for each event',
	fill: ({ parties }) => ({ 'CRM address': `${parties.url}/hubspot` }),
	async tryOut(placed) {
		const { world, parties } = placed.around;
		const collab = await newcomer(placed.around);
		const email = asText(asObject(collab.creator).email);
		const tiers = await world.sandbox.tierTitles();
		const contact = (code: string) => ({
			inputs: [
				{
					idProperty: 'email',
					id: email,
					properties: {
						email,
						firstname: asText(asObject(collab.creator).firstName),
						lastname: asText(asObject(collab.creator).lastName),
						creator_handle: asText(asObject(collab.creator).handle),
						creator_affiliate_code: code,
						creator_tier: tiers.get(asText(collab.collabTier)),
						creator_active: asObject(collab.creator).isOnboarded === true ? 'yes' : 'no',
					},
				},
			],
		});
		const written = () => parties.received('hubspot').map(({ body }) => body);

		await placed.published(async () => {
			const signedUp = await placed.next(
				async () => await postJson(`${placed.shopify}/signIn`, { email }),
			);
			expectEqual(
				'output',
				signedUp.output(LAST).map(({ json }) => json),
				[{ 'E-mail': email, 'Contact ID': '1000', 'New contact': true }],
			);
			expectEqual('the CRM was sent', written(), [contact(asText(collab.affiliateCode))]);

			const changed = await placed.next(
				async () => await changePartner(world, collab, { affiliateCode: 'CRM2026' }),
			);
			expectEqual(
				'output',
				changed.output(LAST).map(({ json }) => json),
				[{ 'E-mail': email, 'Contact ID': '1000', 'New contact': false }],
			);
			expectEqual('the CRM was sent', written().slice(1), [contact('CRM2026')]);

			const again = await placed.redelivered();
			expectEqual('runs of the last node for a repeat', again.runs(LAST), 0);
			expectEqual('requests to the CRM', asArray(written()).length, 2);
		});
	},
};
