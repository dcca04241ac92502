import { asArray, asObject, asText, type JsonObject } from '../../../n8n/readJson';
import { expectEqual, expectThat } from '../../checks';
import type { TemplateCase } from '../case';
import { eventually, getJson, type Placed } from '../placed';

export const agencyStore: TemplateCase = {
	file: 'agency-new-store.json',
	does: 'one form sets up fields, form and campaign, says which tiers are missing, and makes nothing twice',
	fill: () => ({}),
	async tryOut(placed) {
		await placed.published(async () => {
			const before = await state(placed);
			let page = '';
			const run = await placed.next(async () => {
				page = await fillIn(placed);
			});
			expectThat(
				page.includes('Kelpie is set up') && page.includes('to be made in CreatorCommerce: Platinum'),
				`the last page: ${page}`,
			);
			const [outcome] = run.output('Outcome').map(({ json }) => json);
			expectEqual('outcome', outcome, {
				Store: 'Kelpie',
				'Custom fields made': 2,
				'Custom fields there already': 2,
				Form: 'created',
				Campaign: 'created',
				Tiers: 'Ambassador, VIP',
				'Tiers missing': 'Platinum',
			});
			const after = await state(placed);
			const handles = added(before.definitions, after.definitions).map(({ handle }) => asText(handle));
			expectEqual('fields made', handles.sort(), ['cc-engagement-rate', 'cc-shipping-notes']);
			const [form, ...forms] = added(before.forms, after.forms);
			expectEqual('forms made', [asText(form?.title), forms.length], ['Kelpie Creator Intake', 0]);
			expectEqual(
				'questions',
				asArray(form?.fields).map((question) => asText(asObject(question).name)),
				['instagram', 'why'],
			);
			const [campaign, ...campaigns] = added(before.campaigns, after.campaigns);
			expectEqual('campaigns made', [asText(campaign?.title), campaigns.length], ['Kelpie launch', 0]);
			expectThat(
				asText(campaign?.startAt).startsWith('2026-12-01'),
				`it starts ${asText(campaign?.startAt)}`,
			);
			const tiers = await placed.around.world.sandbox.tierTitles();
			for (const made of [form, campaign]) {
				const titles = asArray(made?.collabTiers).map((id) => tiers.get(asText(id)));
				expectEqual(`tiers of ${asText(made?.title)}`, titles.sort(), ['Ambassador', 'VIP']);
			}

			const again = await placed.next(async () => await fillIn(placed));
			expectEqual('fields made by a second run', again.output('Outcome')[0]?.json['Custom fields made'], 0);
			expectEqual('the store after a second run', await counts(placed), {
				definitions: after.definitions.length,
				forms: after.forms.length,
				campaigns: after.campaigns.length,
			});
		});
	},
};

interface State {
	definitions: JsonObject[];
	forms: JsonObject[];
	campaigns: JsonObject[];
}

async function state({ around }: Placed): Promise<State> {
	const all = async (name: string) =>
		asArray((await getJson(`${around.world.sandboxUrl}/__sandbox/state/${name}`))[name]).map(asObject);
	return {
		definitions: await all('definitions'),
		forms: await all('forms'),
		campaigns: await all('campaigns'),
	};
}

async function counts(placed: Placed): Promise<Record<keyof State, number>> {
	const { definitions, forms, campaigns } = await state(placed);
	return { definitions: definitions.length, forms: forms.length, campaigns: campaigns.length };
}

const added = (before: JsonObject[], after: JsonObject[]): JsonObject[] =>
	after.filter(({ _id }) => !before.some((one) => one._id === _id));

/** The form as a browser sends it, fields by their place, and the page the browser is shown in the end. */
async function fillIn(placed: Placed): Promise<string> {
	const form = new FormData();
	['Kelpie', 'Kelpie launch', '2026-12-01', 'ambassador, VIP, Platinum'].forEach((value, place) =>
		form.set(`field-${place}`, value),
	);
	const answer = await fetch(placed.address('A new store'), { method: 'POST', body: form });
	if (!answer.ok) throw new Error(`The form answered ${answer.status}: ${await answer.text()}`);
	const next = asText(asObject(await answer.json()).formWaitingUrl);
	let page = '';
	await eventually(async () => {
		const status = await (await fetch(`${next}/n8n-execution-status`)).text();
		if (!status.includes('form-waiting')) return false;
		page = await (await fetch(next)).text();
		// The page tells n8n that it was shown, which ends the run.
		await fetch(next, { method: 'POST' });
		return true;
	}, `the last page of the form is not there: ${page}`);
	return page;
}
