import type { FastifyInstance, FastifyReply } from 'fastify';
import type { z } from 'zod';
import { parseJson } from '../json';
import type { FaultRule, LimitSettings, ListSettings } from '../options';
import type { SandboxState } from '../state';
import { faultRules, limitSettings, listSettings, problemOf } from './controlInput';
import { errorBody } from './errors';
import type { JournalEntry } from './journal';
import { queryText } from './operation';
import { arrived } from './request';

export interface Controls {
	journal(): JournalEntry[];
	clearJournal(): void;
	state: SandboxState;
	setFaults(rules: FaultRule[]): void;
	setLimits(limits: Partial<LimitSettings>): void;
	setListing(listing: Partial<ListSettings>): void;
	reset(): Promise<void>;
}

/** The controls over HTTP. No key, no limit, and not in the journal. */
export function addControl(app: FastifyInstance, controls: Controls): void {
	const { state } = controls;
	app.get('/__sandbox/health', () => ({ status: 'ok' }));
	app.get('/__sandbox/journal', (request) => {
		// ?since=<seq> spares a poller what it has seen already.
		const since = Number(queryText(arrived(request).query, 'since') ?? 0);
		return { journal: controls.journal().filter((entry) => entry.seq > since) };
	});
	app.delete('/__sandbox/journal', () => {
		controls.clearJournal();
		return { status: 'ok' };
	});
	app.get('/__sandbox/state/collabs', (request) => {
		const email = queryText(arrived(request).query, 'email');
		return { collabs: email === undefined ? state.collabs() : state.collabByEmail(email) };
	});
	app.get('/__sandbox/state/drops', (request) => {
		const { query } = arrived(request);
		return { drops: state.drops(queryText(query, 'collabId')) };
	});
	app.get('/__sandbox/state/definitions', () => ({ definitions: state.definitions() }));
	app.get('/__sandbox/state/campaigns', () => ({ campaigns: state.campaigns() }));
	app.get('/__sandbox/state/forms', () => ({ forms: state.forms() }));
	app.get('/__sandbox/state/tiers', () => ({ tiers: state.tiers() }));
	app.get('/__sandbox/state/channel', () => ({ channel: state.channel() }));
	app.put('/__sandbox/faults', ({ body }, reply) => apply(reply, faultRules, body, controls.setFaults));
	app.put('/__sandbox/limits', ({ body }, reply) => apply(reply, limitSettings, body, controls.setLimits));
	app.put('/__sandbox/listing', ({ body }, reply) => apply(reply, listSettings, body, controls.setListing));
	app.post('/__sandbox/reset', async () => {
		await controls.reset();
		return { status: 'ok' };
	});
}

function apply<T>(
	reply: FastifyReply,
	schema: z.ZodType<T>,
	body: unknown,
	use: (value: T) => void,
): FastifyReply {
	const parsed = schema.safeParse(jsonOf(body));
	if (!parsed.success) return reply.code(400).send(errorBody(400, problemOf(parsed.error)));
	use(parsed.data);
	return reply.send({ status: 'ok' });
}

const jsonOf = (body: unknown): unknown =>
	Buffer.isBuffer(body) ? parseJson(body.toString('utf8')) : undefined;
