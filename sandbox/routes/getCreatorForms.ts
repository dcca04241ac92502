import { creatorOf } from '../server/find';
import { invalid, notFound } from '../server/errors';
import { queryText, type Operation } from '../server/operation';

export const getCreatorForms: Operation = {
	operationId: 'getCreatorForms',
	method: 'GET',
	path: '/creators/:creatorId/forms',
	failure: 'Failed to retrieve creator forms',
	handle(call) {
		const creator = creatorOf(call);
		const channelId = queryText(call.query, 'channelId');
		if (channelId === undefined) throw invalid("querystring must have required property 'channelId'");
		if (channelId !== call.channel._id) throw notFound();
		const active = [...call.store.forms.getRange()].filter(({ value }) => value.isActive === true);
		const about = new URLSearchParams({ email: creator.email, channel: call.channel.shopDomain });
		return {
			forms: active.map(({ value }) => ({
				_id: value._id,
				title: value.title,
				...(typeof value.description === 'string' ? { description: value.description } : {}),
				url: `https://dashboard.example/forms/${value._id}?${about.toString()}`,
			})),
		};
	},
};
