import { ApiError, InputError, NotSentError } from '../api/failure';
import { PartlyDoneError } from '../api/partner/save';

/** Faults with a message for users. Anything else is a slip of ours and ends the run as it is. */
export const isOurs = (fault: unknown): boolean =>
	fault instanceof ApiError ||
	fault instanceof InputError ||
	fault instanceof NotSentError ||
	fault instanceof PartlyDoneError;
