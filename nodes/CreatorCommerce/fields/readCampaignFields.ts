import { InputError } from '../api/failure';
import { parseTexts } from '../api/list';
import { parseMoment } from '../api/moment';
import { type Json, known } from '../api/narrow';
import { shown } from '../api/text';
import { blankless } from '../runtime/item';
import type { Run } from '../runtime/run';
import { readFlag, readTiers } from './read';

/**
 * The fields of a campaign as an item gives them, checked, under the API's names. Blank values count as not given.
 * @throws InputError naming the field
 */
export async function readCampaignFields(given: Json, run: Run): Promise<Json> {
	const timeZone = run.context.getTimezone();
	const startAt = parseMoment(given.startAt, 'Start Date', timeZone);
	const endAt = parseMoment(given.endAt, 'End Date', timeZone, { endOfDay: true });
	checkOrder(startAt, endAt);
	return known({
		title: blankless(given.title),
		description: blankless(given.description),
		isActive: readFlag(given.isActive, 'Is Active'),
		collabTiers: await readTiers(given.tiers, run),
		brandPage: blankless(given.brandPage),
		productPage: blankless(given.productPage),
		brandPageRedirectUrlTemplate: blankless(given.brandPageRedirectUrlTemplate),
		productPageRedirectUrlTemplate: blankless(given.productPageRedirectUrlTemplate),
		queryParams: readQuery(given.queryParams),
		tags: parseTexts(given.tags, 'Tags'),
		startAt,
		endAt,
	});
}

/**
 * @param startAt ISO text
 * @param endAt ISO text
 * @throws InputError when the end is not after the start
 */
export function checkOrder(startAt: string | undefined, endAt: string | undefined): void {
	if (startAt === undefined || endAt === undefined || Date.parse(startAt) < Date.parse(endAt)) return;
	throw new InputError(
		`The campaign would end (${endAt}) before it starts (${startAt})`,
		'End Date',
		'Choose an End Date after the Start Date.',
	);
}

/** Without the `?` that is copied along out of an address. */
function readQuery(given: unknown): string | undefined {
	const text = blankless(given)?.replace(/^\?/, '');
	if (text === undefined || text === '') return undefined;
	if (/^[^\s?#=&]+=[^\s?#]*$/.test(text)) return text;
	throw new InputError(
		`“${shown(text)}” are no query parameters`,
		'Query Parameters',
		'Use the form utm_source=creatorcommerce&utm_medium=affiliate, without address and blanks.',
	);
}
