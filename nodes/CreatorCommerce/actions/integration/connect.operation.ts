import { InputError } from '../../api/failure';
import type { KnownIntegration } from '../../api/integrations';
import { type Json, asList, asRecord, asText, known } from '../../api/narrow';
import { connectedIn, readConnectedIntegration } from '../../api/readers/integration';
import { unwrap } from '../../api/readers/lists';
import { raiseWithout } from '../../api/secrets';
import { shown } from '../../api/text';
import { writeOptions } from '../../fields/common';
import { connectFields, readIntegration } from '../../fields/integration';
import { output } from '../../fields/outputs';
import { readFlag } from '../../fields/read';
import { eachItem } from '../../runtime/eachItem';
import { type Item, blankless } from '../../runtime/item';
import type { Operation } from '../../runtime/operation';
import type { Run } from '../../runtime/run';

interface Task {
	app: KnownIntegration;
	/** What the user named. */
	given: { name?: string; type?: string; isEnabled?: boolean };
	/** Its settings under the key that the app has for them. */
	config: Json;
	/** Names of what is set; the values are told nowhere. */
	settings: string[];
	secrets: string[];
}

const FIELD = 'Settings';

export const connect: Operation = {
	name: 'Connect',
	value: 'connect',
	action: 'Connect integration',
	description: 'Connect an app such as Klaviyo to the store, or change how it is connected',
	fields: [...connectFields, writeOptions()],
	writes: true,
	execute: eachItem<Task>({
		async prepare(item, run) {
			const app = readIntegration(item);
			const settings = readSettings(item);
			const given = item.collection('additionalFields');
			const configKey = await configKeyOf(app.handle, app.configKey, Object.keys(settings), run);
			return {
				app,
				given: {
					name: blankless(given.name),
					type: blankless(given.type),
					isEnabled: readFlag(given.isEnabled, 'Is Enabled'),
				},
				config: configKey === undefined ? {} : { [configKey]: settings },
				settings: Object.keys(settings),
				secrets: Object.values(settings),
			};
		},
		async perform({ app, given, config, settings, secrets }, run) {
			const { handle } = app;
			// What is not named stays as it is: to connect anew must not switch on what somebody has switched off.
			const channel = unwrap(await run.api.call('getChannel'), 'channel');
			const present = connectedIn(channel).find((one) => one.handle === handle);
			const body = {
				name: given.name ?? present?.name ?? app.name,
				handle,
				type: given.type ?? present?.type ?? app.type,
				isEnabled: given.isEnabled ?? present?.isEnabled ?? true,
				...config,
			};
			try {
				const answer = await run.api.call('connectChannelIntegration', { body });
				const record = asRecord(unwrap(answer, 'integration'));
				const { name, type, isEnabled } = readConnectedIntegration({ ...body, ...record }) ?? {};
				const status = present === undefined ? 'connected' : 'updated';
				return output(known({ status, handle, name, type, isEnabled, settings }));
			} catch (fault) {
				return raiseWithout(fault, secrets);
			}
		},
		target: ({ app }) => app.handle,
	}),
};

/** No message names a value: it is a key. */
function readSettings(item: Item): Record<string, string> {
	const settings: Record<string, string> = {};
	asList(item.collection('settings').setting).forEach((entry, at) => {
		const name = blankless(asRecord(entry).name);
		const value = asText(asRecord(entry).value)?.trim();
		if (name === undefined || value === undefined || value === '') {
			throw new InputError(
				`Setting ${at + 1} has no ${name === undefined ? 'name' : 'value'}`,
				FIELD,
				'Fill in both, or remove it. An expression may have come out empty.',
			);
		}
		if (Object.hasOwn(settings, name))
			throw new InputError(`The setting ${shown(name)} is given twice`, FIELD, 'Give each setting once.');
		settings[name] = value;
	});
	return settings;
}

/**
 * Where the settings of an app go; undefined when there are none. The listing of the app says what it wants to know.
 * @throws InputError for a setting the app does not have
 */
async function configKeyOf(
	handle: string,
	knownKey: string | undefined,
	names: string[],
	run: Run,
): Promise<string | undefined> {
	if (names.length === 0) return undefined;
	const all = await run.catalogues.listings.all();
	const listing = all.find(({ value }) => value.handle === handle)?.value;
	const wanted = listing?.fields.map(({ name }) => name) ?? [];
	const unknown = names.find((name) => wanted.length > 0 && !wanted.includes(name));
	if (unknown !== undefined) {
		throw new InputError(
			`${listing?.title ?? handle} has no setting “${shown(unknown)}”`,
			FIELD,
			`It has: ${wanted.join(', ')}.`,
		);
	}
	const key = knownKey ?? listing?.configKey;
	if (key !== undefined) return key;
	throw new InputError(
		`CreatorCommerce takes no settings for ${listing?.title ?? handle}`,
		FIELD,
		listing?.enablementUrl === undefined
			? 'Remove the settings.'
			: `Remove the settings; it is connected at ${listing.enablementUrl}.`,
	);
}
