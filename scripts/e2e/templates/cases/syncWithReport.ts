import { stringify } from 'csv-stringify/sync';
import { asObject, asText } from '../../../n8n/readJson';
import { say } from '../../../n8n/say';
import { expectEqual, expectThat } from '../../checks';
import type { TemplateCase } from '../case';

const ROWS = 60;
/** Each write takes this long, so that one round cannot do all of them. */
const SLOW_MS = 1_000;

export const syncWithReport: TemplateCase = {
	file: 'sync-with-report.json',
	does: 'a sync that may not run long goes around until every row is in, and reports the bad ones',
	fill: ({ parties }) => ({
		'CSV address': `${parties.url}/files/nightly.csv`,
		'Report to': 'ops@brand.example',
		Sender: 'n8n@brand.example',
		'Stop after minutes': 0.05,
		'Pause in seconds': 1,
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
		const run = await placed.run('Run now').finally(async () => await world.sandbox.setFaults([]));
		const rounds = run.runs('Sync partners');
		say(`       ${ROWS} rows in ${rounds} rounds`);
		expectThat(rounds > 1, 'one round was enough, so the loop was not tried');
		const [score] = run.output('Score').map(({ json }) => json);
		const { 'Rows to look at': look, ...counts } = asObject(score);
		expectEqual('score', counts, {
			'Rows in the file': ROWS,
			Created: ROWS - 2,
			Updated: 0,
			Unchanged: 0,
			Failed: 2,
			'Not sent': 0,
			Rounds: rounds,
			'Every row accounted for': true,
		});
		expectThat(Array.isArray(look) && look.length === 2, 'two rows to look at');
		const emails = (await world.sandbox.collabs()).map(({ creator }) => asText(asObject(creator).email));
		expectEqual('partners in the store', emails.length, before + ROWS - 2);
		expectEqual('partners without doubles', new Set(emails).size, emails.length);

		const [mail, ...more] = mails.mails;
		expectEqual('further e-mails', more.length, 0);
		expectEqual('to', mail?.to, ['ops@brand.example']);
		expectEqual('subject', mail?.subject, `Partner sync: 2 of ${ROWS} rows need a look`);
		const [file] = mail?.attachments ?? [];
		expectEqual('attachment', file?.name, 'rows-to-look-at.csv');
		expectThat(
			file !== undefined && file.text.includes('not an address') && file.text.includes('No such tier'),
			`the attachment: ${file?.text ?? ''}`,
		);

		const again = await placed.run('Run now');
		expectEqual('created by the second run', again.output('Score')[0]?.json.Created, 0);
		expectEqual('unchanged in the second run', again.output('Score')[0]?.json.Unchanged, ROWS - 2);
		expectEqual('reports', mails.mails.length, 2);
	},
};
