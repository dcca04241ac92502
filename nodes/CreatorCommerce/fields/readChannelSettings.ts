import { InputError } from '../api/failure';
import { type Json, isRecord, known } from '../api/narrow';
import { parseColor, shown } from '../api/text';
import { type Item, blankless } from '../runtime/item';
import { readFlag } from './read';

const JSON_FIELD = 'Other Settings (JSON)';

/** What settings cannot change, and where it is changed instead. */
const NOT_SETTINGS: Record<string, string> = {
	_id: 'It is given by CreatorCommerce.',
	shopify: 'It comes from Shopify.',
	platform: 'It comes from Shopify.',
	isInstalled: 'It comes from Shopify.',
	connectedIntegrations: 'Use the operations of the resource Integration.',
	createdAt: 'It is given by CreatorCommerce.',
	updatedAt: 'It is given by CreatorCommerce.',
};

/**
 * The settings an item gives, by section. Fields win over the JSON; blank fields count as not given.
 * @throws InputError naming the field, or when nothing is given at all
 */
export function readChannelSettings(item: Item): Json {
	const other = item.jsonObject('settingsJson', JSON_FIELD);
	for (const key of Object.keys(other)) {
		const why = NOT_SETTINGS[key];
		if (why !== undefined)
			throw new InputError(`“${shown(key)}” cannot be changed by settings`, JSON_FIELD, why);
	}
	const brandKit = item.collection('brandKit');
	const features = item.collection('features');
	const onboarding = item.collection('onboardingSettings');
	const color = blankless(brandKit.primaryColor);
	const sections: Record<string, Json> = {
		brandKit: known({
			title: blankless(brandKit.title),
			description: blankless(brandKit.description),
			primaryColor: color === undefined ? undefined : parseColor(color, 'Primary Color'),
			primaryDomain: readDomain(brandKit.primaryDomain),
		}),
		features: known({
			isWebPixelEnabled: readFlag(features.isWebPixelEnabled, 'Is Web Pixel Enabled'),
			isDefaultMessagingEnabled: readFlag(features.isDefaultMessagingEnabled, 'Is Default Messaging Enabled'),
		}),
		onboardingSettings: known({
			title: blankless(onboarding.title),
			perks: readPerks(onboarding.perks),
		}),
	};
	const settings: Json = { ...other };
	for (const [name, section] of Object.entries(sections)) {
		if (Object.keys(section).length === 0) continue;
		const beside = settings[name];
		settings[name] = isRecord(beside) ? { ...beside, ...section } : section;
	}
	if (Object.keys(settings).length > 0) return settings;
	throw new InputError(
		'There is nothing to update',
		'Brand Kit',
		'Add at least one field that is not empty to Brand Kit, Features, Onboarding or the JSON.',
	);
}

/** One a line: a perk may hold a comma. */
function readPerks(given: unknown): string[] | undefined {
	if (given === undefined || given === null || given === '') return undefined;
	const perks = (Array.isArray(given) ? given : String(given).split('\n'))
		.map((perk: unknown) => blankless(perk))
		.filter((perk) => perk !== undefined);
	return perks.length > 0 ? perks : undefined;
}

function readDomain(given: unknown): string | undefined {
	const text = blankless(given)
		?.replace(/^https?:\/\//i, '')
		.replace(/\/+$/, '');
	if (text === undefined) return undefined;
	if (/^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(text)) return text.toLowerCase();
	throw new InputError(
		`“${shown(text)}” is not a domain`,
		'Primary Domain',
		'Use the form www.your-brand.com, without path.',
	);
}
