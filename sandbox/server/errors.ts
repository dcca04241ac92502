/** An answer other than 200, in the vendor's shape {statusCode, error, message}. */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
	}
}

/** The request cannot be done; answered with the operation's own "Failed to …". */
export class Failed extends Error {}

/** The vendor answers 500 for what elsewhere is a 400 or a 404. */
export function invalid(message: string): Refusal {
	return new Refusal(500, message);
}

const NOT_FOUND = 'Creator or Channel not found';

export function notFound(message: string = NOT_FOUND): Refusal {
	return new Refusal(500, message);
}

const NAMES: Record<number, string> = {
	400: 'Bad Request',
	401: 'Unauthorized',
	403: 'Forbidden',
	404: 'Not Found',
	413: 'Payload Too Large',
	415: 'Unsupported Media Type',
	429: 'Too Many Requests',
	500: 'Internal Server Error',
	502: 'Bad Gateway',
	503: 'Service Unavailable',
	504: 'Gateway Timeout',
};

export function errorBody(
	status: number,
	message: string,
): { statusCode: number; error: string; message: string } {
	return { statusCode: status, error: NAMES[status] ?? 'Error', message };
}
