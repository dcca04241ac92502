import { ApiError, InputError, NotSentError, endsTheRun as endsCreatorCommerce } from '../api/failure';
import { PartlyDoneError } from '../api/partner/save';
import { ShopifyError } from '../shopify';

/** Faults with a message for users. Anything else is a slip of ours and ends the run as it is. */
export const isOurs = (fault: unknown): boolean =>
	fault instanceof ApiError ||
	fault instanceof ShopifyError ||
	fault instanceof InputError ||
	fault instanceof NotSentError ||
	fault instanceof PartlyDoneError;

/** Faults of the whole run, not of one row: nothing else can succeed after them. */
export const endsTheRun = (fault: unknown): boolean =>
	fault instanceof ShopifyError
		? ['unauthorized', 'forbidden', 'notFound', 'notJson'].includes(fault.kind)
		: endsCreatorCommerce(fault);

/**
 * Whether the time in Stop After was up before the row was done: it was not sent at all, or a partner was created and the
 * second request left out. Either way the row is to be run again, and is no failure.
 */
export function isCutByTime(fault: unknown): boolean {
	const own = fault instanceof PartlyDoneError ? fault.cause : fault;
	return own instanceof NotSentError && own.reason === 'timeIsUp';
}
