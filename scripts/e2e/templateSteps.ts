import { sandboxCredential, sandboxShopifyCredential } from '../n8n/sandbox';
import { readTemplates, type SeedTarget } from '../n8n/seed';
import { VIEWPORT } from './browser';
import { expectEqual, type Checks } from './checks';
import type { TemplateCase } from './templates/case';
import { agencyStore } from './templates/cases/agencyStore';
import { externalOrders } from './templates/cases/externalOrders';
import { milestoneToReward } from './templates/cases/milestoneToReward';
import { onboardPartner } from './templates/cases/onboardPartner';
import { orderToAnalytics } from './templates/cases/orderToAnalytics';
import { orderToPartnerMail } from './templates/cases/orderToPartnerMail';
import { partnerToCrm } from './templates/cases/partnerToCrm';
import { productFeed } from './templates/cases/productFeed';
import { socialStats } from './templates/cases/socialStats';
import { syncWithReport } from './templates/cases/syncWithReport';
import { twoWaySync } from './templates/cases/twoWaySync';
import { weeklyReport } from './templates/cases/weeklyReport';
import { MailServer } from './templates/mailServer';
import { Placed, type Surroundings } from './templates/placed';
import { THIRD_PARTY_CREDENTIALS, ThirdParties } from './templates/thirdParties';
import { E2E_LIMITS, type World } from './world';

/** The CSV template is tried by itself, on a thousand rows: syncSteps.ts. */
const TRIED_ELSEWHERE = ['sync-partners-from-csv.json'];

const CASES: TemplateCase[] = [
	partnerToCrm,
	orderToAnalytics,
	onboardPartner,
	syncWithReport,
	twoWaySync,
	externalOrders,
	milestoneToReward,
	socialStats,
	productFeed,
	weeklyReport,
	orderToPartnerMail,
	agencyStore,
];

/** Every template: imported, filled in as a user does, run, and looked at on the canvas. @param only a part of file names */
export async function checkTemplates(checks: Checks, world: World, only = ''): Promise<void> {
	const templates = readTemplates(world.checkout);
	await checks.check('every template has its check', async () => {
		const files = templates.map(({ file }) => file).filter((file) => !TRIED_ELSEWHERE.includes(file));
		expectEqual('templates', files, CASES.map(({ file }) => file).sort());
	});
	const parties = await ThirdParties.start();
	const mails = await MailServer.start();
	const saved: string[] = [];
	try {
		const target = await saveCredentials(world, mails.port, saved);
		const around: Surroundings = { world, parties, mails, target };
		for (const { file, does, fill, tryOut } of CASES.filter(({ file: name }) => name.includes(only))) {
			const template = templates.find((one) => one.file === file);
			if (template === undefined) continue; // told above
			await checks.check(`template ${file}: ${does}`, async () => {
				parties.forget();
				mails.mails.length = 0;
				await world.sandbox.clearJournal();
				const placed = await Placed.put(around, template, fill(around));
				await lookAt(world, placed.id, file);
				await tryOut(placed);
			});
		}
	} finally {
		for (const id of saved) await world.rest.call('DELETE', `/credentials/${id}`).catch(() => undefined);
		mails.close();
		await parties.close();
	}
}

/** On the canvas nothing is marked as unfinished; a picture of it is taken. */
async function lookAt(world: World, id: string, file: string): Promise<void> {
	const { editor } = world;
	await editor.openWorkflow(id);
	const part = await editor.showAll();
	expectEqual('nodes with open questions', await editor.page.getByTestId('node-issues').count(), 0);
	await world.picture(`templates/${file.replace(/\.json$/, '')}`, part);
	await editor.page.setViewportSize(VIEWPORT);
}

/** The user's credentials, under the names that the templates give them. They are deleted at the end. */
async function saveCredentials(world: World, mailPort: number, saved: string[]): Promise<SeedTarget> {
	const credentials: SeedTarget['credentials'] = {};
	for (const credential of [
		{ ...sandboxCredential(world.sandboxUrl, E2E_LIMITS), name: 'CreatorCommerce' },
		{ ...(await sandboxShopifyCredential(world.sandboxUrl)), name: 'CreatorCommerce Shopify' },
		{
			name: 'E-mail (SMTP)',
			type: 'smtp',
			data: {
				host: '127.0.0.1',
				port: mailPort,
				secure: false,
				disableStartTls: true,
				user: '',
				password: '',
			},
		},
		...THIRD_PARTY_CREDENTIALS,
	]) {
		const id = await world.rest.saveCredential(credential);
		saved.push(id);
		credentials[credential.name] = { id, name: credential.name };
	}
	return { credentials, filesUrl: world.filesUrl };
}
