import { asRecord, known, asText, asFlag } from '../../api/narrow';
import type { PartnerKey } from '../../api/partner/directory';
import { InputError, isNotFound, raise } from '../../api/failure';
import { output } from '../../fields/outputs';
import { partnerLocator } from '../../fields/partner';
import { partnerKey } from '../../fields/readPartnerFields';
import { eachItem } from '../../runtime/eachItem';
import type { Operation } from '../../runtime/operation';
import { parseEmail } from '../../api/text';

export const getMagicLink: Operation = {
	name: 'Get Magic Link',
	value: 'getMagicLink',
	action: 'Get magic link of partner',
	description: 'Get the link with which a partner signs in, or accepts the invitation, without a password',
	fields: [partnerLocator],
	writes: false,
	execute: eachItem<PartnerKey>({
		prepare: async (item) => partnerKey(item),
		async perform(key, run) {
			// The API asks for the e-mail, so a partner named by e-mail needs no lookup.
			const email = key.by === 'email' ? parseEmail(key.value, 'Partner') : await emailOf(key);
			const answer = asRecord(await linkFor(email));
			return output(
				known({
					email: asText(answer.email) ?? email,
					link: asText(answer.link),
					notify: asFlag(answer.notify),
				}),
			);

			/** "Failed to …" tells nobody that the e-mail is the cause: so it is looked up then. */
			async function linkFor(address: string): Promise<unknown> {
				try {
					return await run.api.call('getMagicLink', { query: { email: address } });
				} catch (fault) {
					if (isNotFound(fault)) await run.partners.find({ by: 'email', value: address });
					return raise(fault);
				}
			}

			async function emailOf(other: PartnerKey): Promise<string> {
				const found = await run.partners.find(other);
				const partner = found.email === undefined ? await run.partners.read(found.collabId) : found;
				if (partner.email !== undefined) return partner.email;
				throw new InputError(
					'CreatorCommerce names no e-mail for this partner',
					'Partner',
					'Choose the partner By Email.',
				);
			}
		},
	}),
};
