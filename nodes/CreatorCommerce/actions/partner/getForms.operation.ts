import type { PartnerKey } from '../../api/partner/directory';
import { asList, asRecord, asText, idOf, known } from '../../api/narrow';
import { output, partnerReference } from '../../fields/outputs';
import { partnerLocator } from '../../fields/partner';
import { partnerKey } from '../../fields/readPartnerFields';
import { eachItem } from '../../runtime/eachItem';
import type { Operation } from '../../runtime/operation';

export const getForms: Operation = {
	name: 'Get Forms',
	value: 'getForms',
	action: 'Get forms of partner',
	description: 'Get the forms a partner can fill in, with the address of each',
	fields: [partnerLocator],
	writes: false,
	execute: eachItem<PartnerKey>({
		prepare: async (item) => partnerKey(item),
		async perform(key, run) {
			const partner = await run.partners.find(key);
			const creatorId = await run.partners.creatorIdOf(partner);
			const channelId = await run.partners.channelId();
			const answer = await run.api.call('getCreatorForms', { path: { creatorId }, query: { channelId } });
			return asList(asRecord(answer).forms).map((form) => {
				const { title, description, url } = asRecord(form);
				return output(
					known({
						id: idOf(form),
						title: asText(title),
						description: asText(description),
						url: asText(url),
						partner: partnerReference({ ...partner, creatorId }),
					}),
				);
			});
		},
	}),
};
