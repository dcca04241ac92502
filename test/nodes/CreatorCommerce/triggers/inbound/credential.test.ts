import type { ICredentialTestFunctions } from 'n8n-workflow';
import { CreatorCommerceWebhookApi } from '../../../../../credentials/CreatorCommerceWebhookApi.credentials';
import { readScheme } from '../../../../../nodes/CreatorCommerce/triggers/inbound/credential';
import { webhookCredentialTest } from '../../../../../nodes/CreatorCommerce/triggers/inbound/credentialTest';
import { klaviyoSignature, SECRET, sharedSecret, signed, SOURCES, withSecret } from './support/deliveries';

const { properties, name } = new CreatorCommerceWebhookApi();
/** As n8n first makes it. */
const fresh: Record<string, string | number> = {};
for (const { name: field, default: value } of properties) {
	if (typeof value === 'string' || typeof value === 'number') fresh[field] = value;
}

const tested = async (data: Record<string, string | number>) => {
	const functions: ICredentialTestFunctions = Object.create(null);
	return await webhookCredentialTest.call(functions, { id: '1', name: 'Webhook', type: name, data });
};

const wanted = { event: 'partner.updated', partner: { handle: 'zoe' } };

describe('the webhook credential', () => {
	it('as n8n first makes it lets nothing in', () => {
		for (const source of SOURCES) {
			for (const secret of ['', ' ', 'undefined', SECRET]) {
				const received = source.receive(withSecret(wanted, secret), fresh, { includeRaw: false });
				expect(received).toMatchObject({ kind: 'refused', status: 401 });
			}
		}
	});

	it('with a secret filled in lets in what carries it', () => {
		for (const source of SOURCES) {
			const received = source.receive(
				withSecret(wanted),
				{ ...fresh, secret: SECRET },
				{ includeRaw: false },
			);
			expect(received).toMatchObject({ kind: 'accepted', events: [{ source: source.source }] });
		}
	});

	it('takes the previous secret during a rotation, and no longer when it is emptied', () => {
		const rotated = { ...klaviyoSignature, secret: 'new-secret-of-a-good-length', previousSecret: SECRET };
		for (const source of SOURCES) {
			const received = (credential: typeof rotated) =>
				source.receive(signed(wanted), credential, { includeRaw: false }).kind;
			expect(received(rotated)).toBe('accepted');
			expect(received({ ...rotated, previousSecret: '' })).toBe('refused');
		}
	});

	it('with a previous secret only lets nothing in', () => {
		expect(readScheme({ ...sharedSecret, secret: '', previousSecret: SECRET })).toMatchObject({
			kind: 'unusable',
			field: 'Secret',
		});
	});

	it('hides both secrets', () => {
		const hidden = properties.filter((property) => property.typeOptions?.password).map((field) => field.name);
		expect(hidden).toEqual(['secret', 'previousSecret']);
	});

	it('reads a tolerance of 0 as any age, and a senseless one as the default', () => {
		const tolerance = (toleranceSeconds: unknown) => {
			const scheme = readScheme({ ...klaviyoSignature, toleranceSeconds });
			return scheme.kind === 'hmac' ? scheme.toleranceMs : undefined;
		};
		expect([0, 60, '60', -1, 'x', undefined, null].map(tolerance)).toEqual([
			0, 60_000, 60_000, 300_000, 300_000, 300_000, 300_000,
		]);
	});
});

describe('its test', () => {
	it('says that whole settings are whole', async () => {
		expect((await tested(sharedSecret)).status).toBe('OK');
		expect((await tested(klaviyoSignature)).status).toBe('OK');
	});

	it.each<[Record<string, string | number>, RegExp]>([
		[{ secret: ' ' }, /^Secret: .*every request would be refused/],
		[{ secret: 'short' }, /short enough to be guessed/],
		[{ previousSecret: 'short' }, /short enough to be guessed/],
		[{ headerName: '' }, /^Header Name: Fill in /],
		[{ headerName: 'X Secret:' }, /^Header Name: The name of a header has no blanks/],
		[{ scheme: 'none' }, /^Verification: /],
		[{ scheme: 'hmac', algorithm: 'md5' }, /^Algorithm: /],
		[{ scheme: 'hmac', encoding: 'utf8' }, /^Encoding: /],
		[{ scheme: 'hmac', signedContent: 'headers' }, /^Signed Content: /],
		[{ scheme: 'hmac', signedContent: 'timestamp.body' }, /^Timestamp Header: /],
		[{ scheme: 'hmac', signedContent: 'id.timestamp.body', timestampHeader: 'T' }, /^ID Header: /],
	])('names what to mend: %j', async (settings, message) => {
		const result = await tested({ ...sharedSecret, ...settings });
		expect(result.status).toBe('Error');
		expect(result.message).toMatch(message);
	});
});
