import { randomBytes } from 'node:crypto';
import {
	ACCESS_TOKEN,
	CLIENT_ID,
	CLIENT_SECRET,
	OTHER_ACCESS_TOKEN,
	OTHER_CLIENT_ID,
	OTHER_CLIENT_SECRET,
} from './settings';
import type { ShopifyStore } from './store/store';

const PERMANENT: Record<string, string> = {
	[ACCESS_TOKEN]: CLIENT_ID,
	[OTHER_ACCESS_TOKEN]: OTHER_CLIENT_ID,
};
const FIRST_SECRET: Record<string, string> = {
	[CLIENT_ID]: CLIENT_SECRET,
	[OTHER_CLIENT_ID]: OTHER_CLIENT_SECRET,
};

export interface Rotation {
	/** Made up when not given. */
	secret?: string;
	/** Whether the grant still takes the secret before; default true. */
	keepOld?: boolean;
	/** Which of the two signs webhooks until the next rotation; default the new one. */
	signWith?: 'new' | 'old';
}

/** The apps of the store: who they are, their secrets and their tokens. An app is known by its client id. */
export class Apps {
	constructor(private readonly store: ShopifyStore) {}

	exists(clientId: string): boolean {
		return clientId in FIRST_SECRET;
	}

	secretOf(clientId: string): string {
		return this.store.secrets.get(`${clientId} current`) ?? FIRST_SECRET[clientId] ?? '';
	}

	/** What webhooks of the app are signed with. */
	signingSecretOf(clientId: string): string {
		return this.store.secrets.get(`${clientId} signing`) ?? this.secretOf(clientId);
	}

	takesSecret(clientId: string, secret: string): boolean {
		return secret === this.secretOf(clientId) || secret === this.store.secrets.get(`${clientId} old`);
	}

	grant(clientId: string, seconds: number): string {
		const token = `shpat_${randomBytes(16).toString('hex')}`;
		this.store.tokens.set(token, { token, app: clientId, expiresAt: Date.now() + seconds * 1000 });
		return token;
	}

	/** The app a token belongs to, or undefined: unknown or expired. */
	appOf(token: string | undefined): string | undefined {
		if (token === undefined) return undefined;
		const granted = this.store.tokens.get(token);
		if (granted) return granted.expiresAt > Date.now() ? granted.app : undefined;
		return PERMANENT[token];
	}

	/** Every granted token ends; the permanent ones stay. */
	expireTokens(): void {
		this.store.tokens.clear();
	}

	rotate(clientId: string, rotation: Rotation): string {
		const before = this.secretOf(clientId);
		const secret = rotation.secret ?? `shpss_${randomBytes(16).toString('hex')}`;
		this.store.secrets.set(`${clientId} current`, secret);
		this.store.secrets.set(`${clientId} signing`, rotation.signWith === 'old' ? before : secret);
		if (rotation.keepOld ?? true) this.store.secrets.set(`${clientId} old`, before);
		else this.store.secrets.delete(`${clientId} old`);
		return secret;
	}
}
