import { createSandbox } from './index';
import { optionsFrom, USAGE, UsageError } from './cli/flags';

async function main(): Promise<void> {
	const options = optionsFrom(process.argv.slice(2));
	if (!options) {
		console.log(USAGE);
		return;
	}
	const sandbox = await createSandbox(options);
	console.log(`CreatorCommerce sandbox: ${sandbox.url}
Store domain:            ${sandbox.shopDomain}
Channel key:             ${sandbox.channelKey}
Partner key:             ${sandbox.partnerKey}
Shopify client id:       ${sandbox.shopify.clientId}
Shopify client secret:   ${sandbox.shopify.clientSecret}
Shopify access token:    ${sandbox.shopify.accessToken}
State is kept in:        ${options.dataDir ?? 'nowhere'}
Stop it with Ctrl+C.`);
	let stopping = false;
	const stop = (): void => {
		if (stopping) return;
		stopping = true;
		sandbox.close().then(
			() => process.exit(0),
			(error: unknown) => fail(error),
		);
	};
	process.on('SIGINT', stop);
	process.on('SIGTERM', stop);
}

function fail(error: unknown): void {
	const code = error instanceof Error && 'code' in error ? error.code : undefined;
	if (error instanceof UsageError) console.error(`${error.message}\n\n${USAGE}`);
	else if (code === 'EADDRINUSE') {
		console.error(
			'The port is in use: stop what listens there, or pick another with --port 4101 (--port 0 = any).',
		);
	} else console.error(error);
	process.exit(1);
}

main().catch(fail);
