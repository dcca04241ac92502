import { notFound } from '../server/errors';
import { queryText, type Call } from '../server/operation';
import type { StoredCollab } from '../store/records';

/**
 * The collabs of the creator with the e-mail in the query; undefined when no e-mail is asked for. An unencoded
 * `+` has become a space by now and finds nobody.
 */
export function collabsByEmail(call: Call, missing: 'empty' | 'error'): StoredCollab[] | undefined {
	const email = queryText(call.query, 'email');
	if (email === undefined) return undefined;
	const creator = call.store.creatorByEmail(email);
	const exact = call.listing.emailMatch === 'exact';
	const found = creator && (!exact || creator.email === email) ? call.store.collabsOf(creator._id) : [];
	const whenMissing = call.listing.unknownEmail === 'byEndpoint' ? missing : call.listing.unknownEmail;
	if (found.length === 0 && whenMissing === 'error') throw notFound();
	return found;
}
