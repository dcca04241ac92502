import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium, selectors, type Browser, type BrowserContext, type Page } from 'playwright-core';
import type { Owner } from '../n8n/rest';

export const STEP_WITHIN_MS = 30_000;
/** Panels slide in; a picture taken meanwhile shows half of them. */
const SETTLE_MS = 700;

/** Without these, Chromium asks for Google's hosts at every start; as root it needs --no-sandbox. */
const ARGUMENTS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--disable-dev-shm-usage',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

export function chromiumPath(): string {
	const path = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
	if (!existsSync(path)) {
		throw new Error(
			`There is no Chromium at ${path}. Install it (Debian: apt-get install chromium), or set CHROMIUM_PATH.`,
		);
	}
	return path;
}

/** In pixels of the window. */
export interface Part {
	x: number;
	y: number;
	width: number;
	height: number;
}

export const VIEWPORT = { width: 1440, height: 900 };

export interface Session {
	page: Page;
	/** Saves what is seen now, or a part of it, as `<folder>/<name>.png`. */
	shoot: (folder: string, name: string, part?: Part) => Promise<void>;
	close: () => Promise<void>;
}

/** Opens n8n in headless Chromium and signs in as a person does. */
export async function openSignedIn(url: string, owner: Owner): Promise<Session> {
	selectors.setTestIdAttribute('data-test-id'); // n8n's spelling
	const browser: Browser = await chromium.launch({ executablePath: chromiumPath(), args: ARGUMENTS });
	const context: BrowserContext = await browser.newContext({ viewport: VIEWPORT, locale: 'en-US' });
	context.setDefaultTimeout(STEP_WITHIN_MS);
	const page = await context.newPage();
	await page.goto(`${url}/signin`);
	await page.locator('input[name="emailOrLdapLoginId"]').fill(owner.email);
	await page.locator('input[name="password"]').fill(owner.password);
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL(/\/(home|workflow|projects)/);
	return {
		page,
		shoot: async (folder, name, part) => {
			const path = join(folder, `${name}.png`);
			mkdirSync(dirname(path), { recursive: true });
			await page.waitForTimeout(SETTLE_MS);
			await page.screenshot({ path, clip: part });
		},
		close: async () => await browser.close(),
	};
}
