import { idOf } from '../store/ids';
import { Failed, invalid } from '../server/errors';
import { queryText, type Operation } from '../server/operation';

export const getMagicLink: Operation = {
	operationId: 'getMagicLink',
	method: 'GET',
	path: '/channels/:myshopifyDomain/creators/magic-link',
	failure: 'Failed to create magic link',
	handle(call) {
		const email = queryText(call.query, 'email');
		if (email === undefined) throw invalid("querystring must have required property 'email'");
		const creator = call.store.creatorByEmail(email);
		if (!creator) throw new Failed();
		if (creator.isOnboarded) {
			const ticket = idOf(`ticket ${creator._id} ${call.now}`);
			return {
				email: creator.email,
				notify: false,
				link: `https://accounts.example/sign-in?__clerk_ticket=${ticket}`,
			};
		}
		// Who never signed in is invited; the vendor leaves the address in this link as it is.
		const link = `https://dashboard.example/invitation?email=${creator.email}&channel=${call.channel.shopDomain}`;
		return { email: creator.email, notify: true, link };
	},
};
