import axios, { type AxiosInstance } from 'axios';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';

/** A sandbox and a plain HTTP client on it that never throws for a status. */
export interface Bench {
	sandbox: Sandbox;
	http: AxiosInstance;
}

export async function bench(options: SandboxOptions = {}): Promise<Bench> {
	const sandbox = await createSandbox({ partners: 12, limits: { kind: 'off' }, ...options });
	const http = axios.create({
		baseURL: sandbox.url,
		headers: { 'x-channel-access-token': sandbox.channelKey },
		validateStatus: () => true,
	});
	return { sandbox, http };
}

export function newPartner(sandbox: Sandbox, email: string): Record<string, unknown> {
	return { myshopifyDomain: sandbox.shopDomain, email, firstName: 'Zoë', lastName: "O'Brien" };
}
