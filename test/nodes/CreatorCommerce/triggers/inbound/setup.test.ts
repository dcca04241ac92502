import { readFileSync } from 'fs';
import { join } from 'path';
import * as pasted from '../../../../../nodes/CreatorCommerce/triggers/inbound/pasted';
import { KLAVIYO_METRICS } from '../../../../../nodes/CreatorCommerce/triggers/inbound/metrics';
import { SOURCES } from './support/deliveries';

const docs = readFileSync(join(__dirname, '../../../../../docs/inbound.md'), 'utf8');
const shown = SOURCES.flatMap(({ setup }) => setup.map(({ displayName }) => displayName)).join('\n');

describe('what users paste', () => {
	it.each([
		['the Flow body for creators', pasted.FLOW_CREATOR_BODY],
		['the Flow body for orders', pasted.FLOW_ORDER_BODY],
		['the Klaviyo body', pasted.KLAVIYO_BODY],
		['our own form', pasted.CUSTOM_BODY],
		...pasted.FLOW_HEADERS.map((header): [string, string] => ['a Flow header', header]),
	])('%s is the same in the node and in the docs', (_, text) => {
		expect(docs).toContain(text);
		expect(shown).toContain(text);
	});

	it.each(KLAVIYO_METRICS.map(({ metric, event }) => [metric, event]))(
		'%s is listed in the docs as %s',
		(metric, event) => {
			const row = docs.split('\n').find((line) => line.startsWith(`| ${metric} `));
			expect(row).toContain(`\`${event}\``);
		},
	);

	it('is shown by notices that close every tag', () => {
		const open = [...shown.matchAll(/<(\w+)/g)].map(([, tag]) => tag).sort();
		const closed = [...shown.matchAll(/<\/(\w+)>/g)].map(([, tag]) => tag).sort();
		expect(open).toEqual(closed);
		// n8n 2.8.4 takes out all but a, ul and li: what stands in no list would run into what follows.
		expect(open).not.toContain('ol');
		expect(shown).not.toMatch(/<\/pre>(?!<\/li>)/);
		for (const { setup } of SOURCES) expect(setup.every(({ type }) => type === 'notice')).toBe(true);
	});
});
