import fc from 'fast-check';
import { TransportError, judge, judgeTransportError } from '../../../../nodes/CreatorCommerce/api/answer';

const NOW = Date.parse('2026-01-01T00:00:00Z');
const REQUEST = 'POST /creators/collabs';
const HTML = '<!DOCTYPE html><html><body><h1>Gateway</h1></body></html>';

const judged = (status: number, body: unknown, headers: Record<string, string> = {}) =>
	judge({ status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) }, REQUEST, NOW);
const error = (message: string, status = 500) => ({ statusCode: status, error: 'Error', message });

/** kind, and what a person has to do about it. */
const verdict = (status: number, body: unknown): string => {
	const answer = judged(status, body);
	return answer.kind === 'done' ? 'done' : `${answer.kind} ${answer.failure.kind}`;
};

describe('every status with every kind of body', () => {
	const bodies: Array<[string, unknown]> = [
		['JSON', { ok: true }],
		['an error', error('Something about it')],
		['HTML', HTML],
		['broken JSON', '{"collabs": [{"_id": "68d4'],
		['an empty body', ''],
	];
	const expected: Array<[number[], string[]]> = [
		[
			[200, 201, 202],
			['done', 'done', 'refused notJson', 'passing notJson', 'refused noAnswer'],
		],
		[[301, 302, 307, 308], Array(5).fill('refused redirect')],
		[[401], Array(5).fill('refused unauthorized')],
		[[403], Array(5).fill('refused forbidden')],
		[
			[404],
			['refused notFound', 'refused notFound', 'refused notJson', 'refused notJson', 'refused notFound'],
		],
		[[408], Array(5).fill('passing server')],
		[
			[400, 409, 413, 422],
			['refused rejected', 'refused rejected', 'refused notJson', 'refused notJson', 'refused rejected'],
		],
		[[429], Array(5).fill('limited rateLimited')],
		[[500, 502, 503, 504, 520], Array(5).fill('passing server')],
	];
	const cases = expected.flatMap(([statuses, verdicts]) =>
		statuses.flatMap((status) =>
			bodies.map(([name, body], at): [number, string, unknown, string] => [
				status,
				name,
				body,
				verdicts[at] ?? '',
			]),
		),
	);
	it.each(cases)('%d with %s', (status, _, body, wanted) => {
		expect(verdict(status, body)).toBe(wanted);
	});

	it('nothing at all is a write accepted without an answer, but no answer to a question', () => {
		expect(verdict(204, '')).toBe('refused noAnswer');
		expect(verdict(200, ' \n')).toBe('refused noAnswer');
		const read = judge({ status: 200, headers: {}, body: '' }, 'GET /creators/collabs', NOW);
		expect(read.kind === 'refused' && read.failure.kind).toBe('notJson');
	});

	it('a list is an answer too, a bare value is none', () => {
		expect(verdict(200, [1])).toBe('done');
		expect(verdict(200, 'null')).toBe('refused notJson');
		expect(verdict(200, '"text"')).toBe('refused notJson');
	});

	it('whatever came, a write with a passing fault may have taken place', () => {
		for (const status of [408, 500, 502, 503, 504]) {
			const answer = judged(status, HTML);
			expect(answer.kind === 'passing' && answer.tookPlace).toBe('unknown');
		}
	});

	it('never throws, and never calls anything but 2xx done', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 100, max: 599 }),
				fc.oneof(fc.json(), fc.string({ unit: 'binary' })),
				fc.dictionary(fc.string(), fc.string()),
				(status, body, headers) => {
					const answer = judge({ status, headers, body }, REQUEST, NOW);
					if (answer.kind === 'done') expect(Math.floor(status / 100)).toBe(2);
					else expect(answer.failure).toMatchObject({ request: REQUEST, status });
				},
			),
		);
	});
});

describe('Retry-After', () => {
	const wait = (header?: string): number | undefined => {
		const answer = judged(429, error('Rate limit exceeded', 429), header ? { 'retry-after': header } : {});
		if (answer.kind !== 'limited') throw new Error(answer.kind);
		return answer.retryAfterMs;
	};

	it('is seconds, whole or not, or a date', () => {
		expect(wait('30')).toBe(30_000);
		expect(wait(' 1.5 ')).toBe(1_500);
		expect(wait('0')).toBe(0);
		expect(wait('Thu, 01 Jan 2026 00:00:45 GMT')).toBe(45_000);
	});

	it('a date in the past is no wait, and never a negative one', () => {
		expect(wait('Wed, 31 Dec 2025 23:59:00 GMT')).toBe(0);
	});

	it('is unknown when it is missing or no such thing', () => {
		expect(wait()).toBeUndefined();
		for (const header of ['soon', 'NaN', 'Infinity', '', '1e3', 'one minute']) {
			expect(wait(header)).toBeUndefined();
		}
	});

	it('never is a negative or an endless wait', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.integer().map(String), fc.date().map(String)), (header) => {
				const ms = wait(header);
				if (ms !== undefined) {
					expect(ms).toBeGreaterThanOrEqual(0);
					expect(Number.isNaN(ms)).toBe(false);
				}
			}),
		);
	});
});

describe('what a 500 says', () => {
	it.each([
		['Creator or Channel not found', 'refused notFound'],
		['Collab Not Found', 'refused notFound'],
		['Failed to retrieve channel collabs', 'passing server'],
		['Failed to create collab', 'passing server'],
		['body/email must be string', 'refused rejected'],
		["body must have required property 'email'", 'refused rejected'],
		['Invalid affiliate URL', 'refused rejected'],
		['Cast to ObjectId failed for value "x"', 'refused rejected'],
		['E11000 duplicate key error collection', 'refused rejected'],
		['This e-mail already exists', 'refused rejected'],
		['Validation failed', 'refused rejected'],
		['Malformed request', 'refused rejected'],
		['An unexpected error occurred', 'passing server'],
		['Connection to the database lost', 'passing server'],
		['', 'passing server'],
	])('%j is %s', (message, wanted) => {
		expect(verdict(500, error(message))).toBe(wanted);
	});

	it('“not found” on a web page is no word of the API', () => {
		expect(verdict(502, '<html>not found</html>')).toBe('passing server');
	});

	it.each([
		[
			422,
			{ statusCode: 422, error: 'Unprocessable Entity', message: ['a is empty', 'b is long'] },
			'a is empty; b is long',
		],
		[400, { error: { code: 7, message: 'a is empty' } }, 'a is empty'],
		[
			400,
			{ errors: [{ field: 'a', message: 'a is empty' }, { message: 'b is long' }] },
			'a is empty; b is long',
		],
		[400, ['a is empty'], 'a is empty'],
		[400, 'a is empty', 'a is empty'],
		[400, 'Bad\n Request', 'Bad Request'],
	])('%d that says %j is read as %j', (status, body, words) => {
		const answer = judged(status, body);
		expect(answer.kind === 'refused' && [answer.failure.kind, answer.failure.said]).toEqual([
			'rejected',
			words,
		]);
	});

	it('a plain sentence counts like one in JSON, a web page or a cut answer does not', () => {
		expect(verdict(500, 'Creator or Channel not found')).toBe('refused notFound');
		expect(verdict(404, 'Not Found')).toBe('refused notFound');
		expect(verdict(500, 'Something broke')).toBe('passing server');
		for (const page of [HTML, '{"message": "not fo', 'x'.repeat(301)])
			expect(verdict(404, page)).toBe('refused notJson');
		const served = judged(404, 'not found', { 'content-type': 'text/html' });
		expect(served.kind === 'refused' && served.failure.kind).toBe('notJson');
	});

	it('is kept in one line of at most 300 characters', () => {
		const answer = judged(500, error(`Failed\n\n to ${'x'.repeat(1000)}`));
		const said = answer.kind === 'passing' ? answer.failure.said : '';
		expect(said).toHaveLength(300);
		expect(said).toMatch(/^Failed to x/);
	});

	it('is `error` when there is no message', () => {
		const answer = judged(400, { error: 'Bad Request' });
		expect(answer.kind === 'refused' && answer.failure.said).toBe('Bad Request');
	});
});

it('a lost connection is passing, and says whether the request can have arrived', () => {
	expect(judgeTransportError(new TransportError('ECONNREFUSED', 'no'), REQUEST)).toEqual({
		kind: 'passing',
		tookPlace: 'no',
		failure: { kind: 'network', request: REQUEST, said: 'ECONNREFUSED' },
	});
	expect(judgeTransportError(new TransportError('ECONNRESET', 'unknown'), REQUEST)).toMatchObject({
		tookPlace: 'unknown',
	});
});
