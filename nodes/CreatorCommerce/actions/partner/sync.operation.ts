import type { IDataObject } from 'n8n-workflow';
import { InputError, NotSentError } from '../../api/failure';
import { asFlag, known } from '../../api/narrow';
import type { PartnerFields } from '../../api/partner/fields';
import type { MatchOn } from '../../api/partner/match';
import { type SyncOptions, type SyncResult, syncPartners } from '../../api/partner/sync';
import { bareHandle, parseEmail } from '../../api/text';
import { writeOptions } from '../../fields/common';
import { customFieldsFields } from '../../fields/customFields';
import { changesOutput, output, partnerReference } from '../../fields/outputs';
import { syncFields } from '../../fields/partner';
import { performanceFields } from '../../fields/performance';
import { readPartnerFields } from '../../fields/readPartnerFields';
import { allItems } from '../../runtime/allItems';
import { breathe } from '../../runtime/breathe';
import { Item } from '../../runtime/item';
import { isCutByTime } from '../../runtime/faults';
import { explain, inOne } from '../../runtime/messages';
import type { Operation, RowResult } from '../../runtime/operation';
import type { Run } from '../../runtime/run';

interface Task {
	match: string;
	fields: PartnerFields;
	options: SyncOptions;
}

const MATCH_WORDS: Record<MatchOn, string> = {
	email: 'e-mail',
	handle: 'handle',
	affiliateCode: 'affiliate code',
};

export const sync: Operation = {
	name: 'Sync',
	value: 'sync',
	action: 'Sync partners',
	description:
		'Compare all input items with the partners of the store and write only what differs; every item gets one output with its status',
	fields: [
		{
			displayName: 'Match On',
			name: 'matchOn',
			type: 'options',
			default: 'email',
			options: [
				{ name: 'Affiliate Code', value: 'affiliateCode' },
				{ name: 'Email', value: 'email' },
				{ name: 'Handle', value: 'handle' },
			],
			description: 'What a row and a partner are matched by; upper and lower case do not matter',
		},
		{
			displayName: 'Match Value',
			name: 'matchValue',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. {{ $json.Email }}',
			description: 'The e-mail, handle or affiliate code of the row',
		},
		syncFields,
		performanceFields,
		...customFieldsFields('collab'),
		writeOptions(
			{
				displayName: 'Create Missing Partners',
				name: 'createMissing',
				type: 'boolean',
				default: true,
				description:
					'Whether to create partners that are not in the store yet; needs Email, First Name and Last Name',
			},
			{
				displayName: 'Dry Run',
				name: 'dryRun',
				type: 'boolean',
				default: false,
				description: 'Whether to only compare and say what would be done, without writing anything',
			},
			{
				displayName: 'When Rows Disagree',
				name: 'whenRowsDisagree',
				type: 'options',
				default: 'fail',
				options: [
					{
						name: 'Fail These Rows',
						value: 'fail',
						description: 'Write nothing for this partner and say which rows disagree',
					},
					{ name: 'Use Last Row', value: 'lastRow', description: 'The later row counts' },
				],
				description: 'What to do when several rows name the same partner with different values',
			},
		),
	],
	writes: true,
	execute: allItems<Task>({
		async prepare(item, run) {
			const options = readOptions(item);
			const given = item.text('matchValue');
			if (given === undefined) {
				const word = MATCH_WORDS[options.matchOn];
				throw new InputError(
					`The row has no ${word}`,
					'Match Value',
					`Fill in the ${word} of the row, check the expression in Match Value, or match on another column.`,
				);
			}
			const fields = await readPartnerFields(item, run, item.collection('updateFields'));
			return { match: given, fields: withMatch(fields, options.matchOn, given), options };
		},
		async perform(rows, run) {
			const [first] = rows;
			if (first === undefined) return new Map();
			tellOfNoValues(rows, run);
			const { results, listWhole, partnersRead } = await syncPartners(
				run.api,
				run.partners,
				rows.map(({ index, task }) => ({ index, ...task })),
				first.task.options,
				() => run.scheduler.stop(),
				breathe,
			);
			if (listWhole === false && partnersRead > 0) {
				run.context.addExecutionHints({
					type: 'info',
					location: 'outputPane',
					message:
						'CreatorCommerce did not hand out its whole list of partners, so every partner not in it was looked up before it was taken as new.',
				});
			}
			const made = new Map<number, RowResult>();
			const given = new Map(rows.map(({ index, task }) => [index, task.match]));
			for (const [index, result] of results) {
				made.set(index, toRow(result, run, first.task.options, given.get(index)));
				if (made.size % 500 === 0) await breathe();
			}
			return made;
		},
		rowsNeverStop: {
			failed: (fault, run, index) => {
				const item = new Item(run.context, index);
				const { matchOn } = readOptions(item);
				return { ...failedJson(fault, run), ...asGiven(matchOn, item.text('matchValue')), changes: [] };
			},
		},
	}),
};

/** Without it, "unchanged" on every row would read as if all were in line. */
function tellOfNoValues(rows: Array<{ task: Task }>, run: Run): void {
	const hasValues = ({ task: { fields, options } }: { task: Task }): boolean =>
		Object.keys(fields).some((name) => name !== options.matchOn);
	if (rows.some(hasValues)) return;
	run.context.addExecutionHints({
		type: 'warning',
		location: 'outputPane',
		message:
			'No row has a value to compare: map your columns under Fields, Performance or Custom Fields, and check their expressions.',
	});
}

/** Options are the same for all rows; n8n gives them an item at a time all the same. */
function readOptions(item: Item): SyncOptions {
	const options = item.collection('options');
	const matchOn = item.raw('matchOn');
	return {
		matchOn: matchOn === 'handle' || matchOn === 'affiliateCode' ? matchOn : 'email',
		createMissing: asFlag(options.createMissing) ?? true,
		dryRun: asFlag(options.dryRun) ?? false,
		whenRowsDisagree: options.whenRowsDisagree === 'lastRow' ? 'lastRow' : 'fail',
	};
}

/** The value rows are matched by is a field of the partner too: a new one gets it. */
function withMatch(fields: PartnerFields, matchOn: MatchOn, given: string): PartnerFields {
	if (matchOn === 'email') return { ...fields, email: parseEmail(given) };
	return { ...fields, [matchOn]: matchOn === 'handle' ? bareHandle(given) : given };
}

function toRow(result: SyncResult, run: Run, options: SyncOptions, match: string | undefined): RowResult {
	if (result.status === 'failed' && run.context.getNode().onError === 'continueErrorOutput')
		return { fault: result.fault };
	const { status, partner, sharedWith } = result;
	const wasNotDone = status === 'failed' || status === 'notSent';
	// Of a partner who was made just now, every field is new: a list of them would only hide the other rows.
	const changes = status === 'created' && !options.dryRun ? [] : changesOutput(result.changes, run.tiers);
	return {
		json: output(
			known({
				...(wasNotDone ? failedJson(result.fault, run) : { status }),
				dryRun: options.dryRun || undefined,
				...(partner ? { partner: partnerReference(partner) } : asGiven(options.matchOn, match)),
				changes,
				sharedWithItems: sharedWith?.map((index) => index + 1),
			}),
		),
	};
}

function failedJson(fault: unknown, run: Run): IDataObject {
	const message = explain(fault, run.settings);
	return {
		status: fault instanceof NotSentError || isCutByTime(fault) ? 'notSent' : 'failed',
		reason: message ? inOne(message) : String(fault),
	};
}

/** Whom a row is about, where no partner was found or made for it: a list of failed rows must say which they are. */
const asGiven = (matchOn: MatchOn, match: string | undefined): IDataObject =>
	match === undefined ? {} : { partner: { [matchOn]: match } };
