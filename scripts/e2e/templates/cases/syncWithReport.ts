import { stringify } from 'csv-stringify/sync';
import { asObject, asText, type JsonObject } from '../../../n8n/readJson';
import { say } from '../../../n8n/say';
import { expectEqual, expectThat } from '../../checks';
import type { TemplateCase } from '../case';

const ROWS = 60;
const MOST_ROUNDS = 20;
/** Each write takes this long, so that one round cannot do all of them. */
const SLOW_MS = 1_000;

export const syncWithReport: TemplateCase = {
	file: 'sync-with-report.json',
	does: 'rounds that may not run long go on where they stopped until every row is in; one report of the bad ones',
	fill: ({ parties }) => ({
		'CSV address': `${parties.url}/files/nightly.csv`,
		'Report to': 'ops@brand.example',
		Sender: 'n8n@brand.example',
		'Stop after minutes': 0.05,
	}),
	async tryOut(placed) {
		const { world, parties, mails } = placed.around;
		const rows = Array.from({ length: ROWS }, (_, index) => ({
			'First Name': `Nightly ${index}`,
			'Last Name': 'Zoë, “quoted"',
			Email: `nightly.${index}@example.com`,
			'Coupon Code': `NIGHT${index}`,
			'Referral Link': `https://brand.example/?ref=night${index}`,
			Tier: index === 7 ? 'No such tier' : 'Rise',
			Discount: '',
		}));
		const bad = rows.map((row, index) => (index === 13 ? { ...row, Email: 'not an address' } : row));
		parties.files.set('nightly.csv', { type: 'text/csv', text: stringify(bad, { header: true }) });
		const before = (await world.sandbox.collabs()).length;
		await world.sandbox.setFaults([
			{
				match: { method: 'POST', path: '/creators/collabs$' },
				effect: { kind: 'latency', minMs: SLOW_MS, maxMs: SLOW_MS },
			},
		]);
		const rounds: JsonObject[] = [];
		try {
			do {
				const run = await placed.run('Run now');
				rounds.push(asObject(run.output('Score')[0]?.json));
				expectEqual('rounds that report', mails.mails.length, Number(rounds.at(-1)?.['Not sent yet'] === 0));
			} while (mails.mails.length === 0 && rounds.length < MOST_ROUNDS);
		} finally {
			await world.sandbox.setFaults([]);
		}
		say(`       ${ROWS} rows in ${rounds.length} rounds`);
		expectThat(rounds.length > 1, 'one round was enough, so going on was not tried');
		const written = rounds.map((round) => Number(round['Written in this round']));
		expectEqual(
			'written in all rounds',
			written.reduce((sum, count) => sum + count, 0),
			ROWS - 2,
		);
		const { 'Rows to look at': look, ...counts } = asObject(rounds.at(-1));
		expectEqual('score', counts, {
			'Rows in the file': ROWS,
			'In line now': ROWS - 2,
			'Written in this round': written.at(-1),
			'To look at': 2,
			'Not sent yet': 0,
		});
		expectThat(Array.isArray(look) && look.length === 2, 'two rows to look at');
		const emails = (await world.sandbox.collabs()).map(({ creator }) => asText(asObject(creator).email));
		expectEqual('partners in the store', emails.length, before + ROWS - 2);
		expectEqual('partners without doubles', new Set(emails).size, emails.length);

		const [mail] = mails.mails;
		expectEqual('to', mail?.to, ['ops@brand.example']);
		expectEqual('subject', mail?.subject, `Partner sync: 2 of ${ROWS} rows need a look`);
		const [file] = mail?.attachments ?? [];
		expectEqual('attachment', file?.name, 'rows-to-look-at.csv');
		expectThat(
			file !== undefined && file.text.includes('not an address') && file.text.includes('No such tier'),
			`the attachment: ${file?.text ?? ''}`,
		);

		// A night has more rounds than it needs: the same failures are told once a day.
		for (let round = 0; round < 2; round += 1) {
			const idle = await placed.run('Run now');
			expectEqual('written by an idle round', idle.output('Score')[0]?.json['Written in this round'], 0);
		}
		expectEqual('reports', mails.mails.length, 1);

		// Mended rows are news.
		parties.files.set('nightly.csv', {
			type: 'text/csv',
			text: stringify(rows.map((row) => ({ ...row, Tier: 'Rise' })), { header: true }),
		});
		await placed.run('Run now');
		expectEqual('reports', mails.mails.length, 2);
		expectEqual('subject', mails.mails[1]?.subject, `Partner sync: all ${ROWS} rows are in line`);
	},
};
