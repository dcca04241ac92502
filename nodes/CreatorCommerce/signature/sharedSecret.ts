import { anyEqual } from './compare';
import { type Headers, headerOf } from './headers';
import { usableSecrets } from './secrets';
import { refused, VERIFIED, type Verdict } from './verdict';

export interface SecretScheme {
	/** The header that carries the secret, in any case. */
	headerName: string;
	/** All that count; several during a rotation. */
	secrets: readonly unknown[];
	/** What stands before the secret, such as `Bearer `. */
	prefix: string;
}

/** Whether the header carries one of the secrets. Proves the sender, not the body. Never throws. */
export function verifySharedSecret(headers: Headers, scheme: SecretScheme): Verdict {
	const secrets = usableSecrets(scheme.secrets);
	if (secrets.length === 0) return refused('noSecret');
	const header = headerOf(headers, scheme.headerName);
	if (header === undefined) return refused('headerMissing');
	if (!header.startsWith(scheme.prefix)) return refused('mismatch');
	const given = header.slice(scheme.prefix.length).trim();
	// Node reads headers as Latin-1; a secret with an umlaut was sent as UTF-8 all the same.
	const asUtf8 = Buffer.from(given, 'latin1').toString('utf8');
	return anyEqual([given, asUtf8], secrets) ? VERIFIED : refused('mismatch');
}
