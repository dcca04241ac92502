import { createSandbox, type Sandbox, type SandboxOptions } from '../../../../../sandbox';
import { forgetProcess } from '../../../../../nodes/CreatorCommerce/triggers/shopify/store';
import { Host, type HostOptions } from './host';

export interface TriggerBench {
	readonly sandbox: Sandbox;
	credential(changes?: Record<string, unknown>): Record<string, unknown>;
	/** A host that is closed after the test. */
	host(events: string[], more?: Partial<HostOptions> & { with?: Record<string, unknown> }): Promise<Host>;
	/** Everything delivered and every late tag added. */
	settle(): Promise<void>;
}

export function useTriggerBench(options: SandboxOptions = {}): TriggerBench {
	let sandbox: Sandbox | undefined;
	const hosts: Host[] = [];
	const open = (): Sandbox => {
		if (!sandbox) throw new Error('The sandbox is not open');
		return sandbox;
	};
	beforeAll(async () => {
		sandbox = await createSandbox({
			partners: 8,
			limits: { kind: 'off' },
			...options,
			shopify: { tagDelayMs: null, retrySpeed: 600_000, timestamps: 'seconds', ...options.shopify },
		});
	});
	beforeEach(async () => {
		await open().reset();
		forgetProcess();
	});
	afterEach(async () => {
		for (const host of hosts.splice(0)) await host.close();
	});
	afterAll(async () => await sandbox?.close());
	const credential = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
		shopDomain: open().shopDomain,
		authentication: 'clientCredentials',
		clientId: open().shopify.clientId,
		clientSecret: open().shopify.clientSecret,
		baseUrl: open().url,
		...changes,
	});
	return {
		get sandbox() {
			return open();
		},
		credential,
		settle: async () => await open().shopify.flush({ retries: true }),
		async host(events, { with: values = {}, ...more } = {}) {
			const host = new Host({
				parameters: { source: 'shopify', events, ...values },
				credential: credential(),
				...more,
			});
			hosts.push(host);
			if (more.baseUrl === undefined) await host.listen();
			return host;
		},
	};
}
