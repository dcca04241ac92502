import type { FaultRule } from '../../../../../sandbox';

/** Looks for secrets in everything that a run leaves behind: values, errors with all that hangs on them, and the console. */

/** What each server knows of our secrets, having been sent them. */
export interface Known {
	creatorCommerce: readonly string[];
	shopify: readonly string[];
}

const SHOPIFY_PATHS = '^/(admin|api)/';

/** Both servers repeat what they were sent, as some do when they refuse it; in the forms of both APIs and of a token grant. */
export function echoes(
	known: Known,
	status: number,
	shopifyPaths = SHOPIFY_PATHS,
	creatorCommercePaths = '^/(?!admin/|api/)',
): FaultRule[] {
	const rule = (path: string, secrets: readonly string[]): FaultRule => {
		const words = `Refused: ${secrets.join(' ')}`;
		const body = {
			statusCode: status,
			message: words,
			error: words,
			error_description: words,
			errors: [{ message: words, ...(status === 200 && { extensions: { code: 'BAD_USER_INPUT' } }) }],
			data: null,
		};
		return { match: { path }, effect: { kind: 'status', status, body } };
	};
	return [rule(shopifyPaths, known.shopify), rule(creatorCommercePaths, known.creatorCommerce)];
}

/** Only the token grant does. */
export const grantEchoes = (known: Known, status: number): FaultRule[] =>
	echoes(known, status, 'oauth/access_token').slice(0, 1);

/** Every text in a value: own and inherited properties, hidden ones, maps, sets, bytes. Ends where it has been before. */
export function* textsIn(
	value: unknown,
	skip: readonly string[] = [],
	path = '',
	seen = new Set<unknown>(),
): Generator<[path: string, text: string]> {
	if (typeof value === 'string') yield [path, value];
	if (typeof value !== 'object' || value === null || seen.has(value)) return;
	seen.add(value);
	if (value instanceof Uint8Array) {
		yield [path, Buffer.from(value).toString('latin1')];
		return;
	}
	if (value instanceof URL) yield [path, value.href];
	if (value instanceof Map || value instanceof Set) {
		for (const inner of value) yield* textsIn(inner, skip, `${path}{}`, seen);
	}
	for (
		let at: object | null = value;
		at !== null && at !== Object.prototype;
		at = Object.getPrototypeOf(at)
	) {
		for (const name of Reflect.ownKeys(at)) {
			const key = String(name);
			if (key === 'constructor' || skip.includes(key)) continue;
			yield [`${path} (key)`, key];
			let inner: unknown;
			try {
				inner = Reflect.get(at, name, value);
			} catch {
				continue; // a getter that is not meant for this object
			}
			yield* textsIn(inner, skip, `${path}.${key}`, seen);
		}
	}
}

/**
 * Where a secret, or most of one, can be read: `path: …text`.
 * @param skip names of properties that are not looked into
 */
export function leaks(value: unknown, secrets: readonly string[], skip: readonly string[] = []): string[] {
	const forms = secrets
		.filter((secret) => secret.length > 0)
		.flatMap((secret) => {
			// A message cut to a line may end within the secret.
			const most = secret.slice(0, Math.max(12, Math.ceil(secret.length * 0.7)));
			return [
				most,
				encodeURIComponent(secret),
				Buffer.from(secret).toString('base64').replace(/=+$/, ''),
				Buffer.from(secret).toString('hex'),
			];
		});
	const found: string[] = [];
	for (const [path, text] of textsIn(value, skip)) {
		const form = forms.find((each) => text.includes(each));
		if (form !== undefined)
			found.push(`${path}: …${text.slice(Math.max(0, text.indexOf(form) - 40)).slice(0, 120)}`);
	}
	return found;
}

/** Everything written to the console and to the process's outputs while `work` runs, and what it gives. */
export async function withConsole<T>(work: () => Promise<T>): Promise<{ result: T; printed: unknown[] }> {
	const printed: unknown[] = [];
	const spies = [
		...(['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir'] as const).map((name) =>
			jest.spyOn(console, name).mockImplementation((...values: unknown[]) => void printed.push(values)),
		),
		...[process.stdout, process.stderr].map((stream) =>
			jest.spyOn(stream, 'write').mockImplementation((text) => {
				printed.push(String(text));
				return true;
			}),
		),
	];
	try {
		return { result: await work(), printed };
	} finally {
		for (const spy of spies) spy.mockRestore();
	}
}
