/** The contract check is only worth something if it catches what is wrong: a tiny API and wrong requests. */
import { parse } from 'yaml';

import type { CapturedRequest } from '../../scripts/contract/check';
import { createChecker } from '../../scripts/contract/check';
import { readApi } from '../../scripts/contract/openapi';

const FILE = `
openapi: 3.0.3
security: [{ Key: [] }]
paths:
  /boxes/new:
    get: { operationId: newBox }
  /boxes/{boxId}:
    get:
      operationId: getBox
      parameters:
        - { name: boxId, in: path, required: true, schema: { type: string } }
        - { name: owner, in: query, required: true, schema: { type: string, format: email } }
        - { name: depth, in: query, schema: { type: integer } }
    post:
      operationId: setBox
      parameters:
        - { name: boxId, in: path, required: true, schema: { type: string } }
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: '#/components/schemas/Box' }
            example: { title: A, colour: red }
components:
  securitySchemes:
    Key: { type: apiKey, in: header, name: x-box-token, description: Also x-van-box-token }
  schemas:
    Box:
      type: object
      required: [title]
      properties:
        title: { type: string }
        size: { type: string, enum: [S, M] }
        note: { type: string, nullable: true }
        lid: { oneOf: [{ type: string }, { $ref: '#/components/schemas/Lid' }, { type: object, additionalProperties: true }] }
        items: { type: array, items: { type: object, properties: { id: { type: string } } } }
        custom: { type: object, additionalProperties: true }
    Lid: { type: object, properties: { kind: { type: string } } }
`;

describe('the contract check', () => {
	const checker = createChecker(readApi(parse(FILE)));
	const check = (method: string, rawUrl: string, body?: unknown, over: Partial<CapturedRequest> = {}) =>
		checker.check({
			method,
			rawUrl,
			headers: { 'x-box-token': 'k', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
			rawBody: body === undefined ? '' : JSON.stringify(body),
			...over,
		});

	it('passes what the file describes', () => {
		expect(check('GET', '/boxes/1?owner=a%2Bb%40example.com&depth=2')).toEqual({
			operationId: 'getBox',
			findings: [],
			additions: [],
			notes: [],
		});
		const body = {
			title: 'A',
			size: 'S',
			note: null,
			lid: { kind: 'k' },
			items: [{ id: '1' }],
			custom: { any: [1] },
		};
		expect(check('POST', '/boxes/1', body).findings).toEqual([]);
		expect(check('GET', '/boxes/new').operationId).toBe('newBox');
	});

	it.each([
		[
			'an unknown query parameter',
			'GET',
			'/boxes/1?owner=a@example.com&page=2',
			undefined,
			/^query page: .*not name/,
		],
		['a missing query parameter', 'GET', '/boxes/1', undefined, /^query owner: required/],
		['a bare plus', 'GET', '/boxes/1?owner=a+b@example.com', undefined, /^query owner: a bare "\+"/],
		[
			'a query value of the wrong type',
			'GET',
			'/boxes/1?owner=a@example.com&depth=x',
			undefined,
			/^query depth: /,
		],
		['a query value of the wrong format', 'GET', '/boxes/1?owner=nobody', undefined, /^query owner: .*email/],
		['a value that was not there', 'GET', '/boxes/undefined?owner=a@example.com', undefined, /^path boxId: /],
		['a missing required body field', 'POST', '/boxes/1', { size: 'S' }, /^body: .*title/],
		['a body field of the wrong type', 'POST', '/boxes/1', { title: 5 }, /^body: \/title must be string/],
		['a value outside an enum', 'POST', '/boxes/1', { title: 'A', size: 'XL' }, /^body: \/size .*S,M/],
		['an unknown body field', 'POST', '/boxes/1', { title: 'A', titel: 'A' }, /^body \/titel: .*not name/],
		[
			'an unknown nested field',
			'POST',
			'/boxes/1',
			{ title: 'A', items: [{ ID: '1' }] },
			/^body \/items\/0\/ID/,
		],
		['a missing body', 'POST', '/boxes/1', undefined, /^body: required/],
		['a body that nobody asked for', 'GET', '/boxes/new', { title: 'A' }, /^body: the operation takes none/],
		['a wrong method', 'DELETE', '/boxes/1', undefined, /the file has GET, POST/],
		['a wrong path', 'GET', '/box/1', undefined, /^the file has no path/],
	])('catches %s', (_what, method, url, body, finding) => {
		expect(check(method, url, body).findings).toEqual([expect.stringMatching(finding)]);
	});

	it('catches a missing, doubled or wrong key header and a wrong content type', () => {
		const url = '/boxes/1';
		const body = { title: 'A' };
		const with_ = (headers: CapturedRequest['headers']) =>
			check('POST', url, body, { headers: { 'content-type': 'application/json', ...headers } }).findings;
		expect(with_({})).toEqual([expect.stringMatching(/^no key/)]);
		expect(with_({ 'x-van-box-token': 'k' })).toEqual([]);
		expect(with_({ 'x-van-box-token': 'k', 'x-box-token': 'k' })).toEqual([
			expect.stringMatching(/2 headers/),
		]);
		const headers = { 'content-type': 'text/plain', 'x-box-token': 'k' };
		expect(check('POST', url, body, { headers }).findings).toEqual([expect.stringMatching(/^content-type/)]);
		const request = { method: 'GET', rawUrl: '/boxes/new', headers: { 'x-box-token': 'k' }, rawBody: '' };
		expect(checker.check(request, { authHeader: 'x-van-box-token' }).findings).toEqual([
			expect.stringMatching(/not in x-van-box-token/),
		]);
	});

	it('tells known additions and names of the example from findings', () => {
		const request = {
			method: 'POST',
			rawUrl: '/boxes/1?shop=x',
			headers: { 'x-box-token': 'k', 'content-type': 'application/json' },
			rawBody: JSON.stringify({ title: 'A', colour: 'red' }),
		};
		const additions = [
			{ operationId: 'setBox', in: 'query' as const, name: 'shop', source: 'a saved request' },
		];
		expect(checker.check(request, { additions })).toEqual({
			operationId: 'setBox',
			findings: [],
			additions: ['query shop'],
			notes: ['body /colour'],
		});
	});
});
