import { unflatten } from '../e2e/executions';
import { asArray, asObject, asText } from '../n8n/readJson';
import { nameOf } from './journal';
import type { Postgres } from './postgres';

export interface Run {
	id: number;
	/** As n8n has it: new, running, success, error, crashed. */
	status: string;
	/** Wall clock in ms; NaN for a run that has not begun. */
	startedAt: number;
	stoppedAt: number;
	events: Array<{ name: string; eventId: string }>;
}

/** Every run since the given id, as n8n's own tables have it. */
export async function runsSince({ rows }: Postgres, after: number): Promise<Run[]> {
	const lines = await rows(
		`select json_build_object('id', e.id, 'status', e.status,
			'startedAt', extract(epoch from e."startedAt") * 1000,
			'stoppedAt', extract(epoch from e."stoppedAt") * 1000, 'data', d.data)
		from execution_entity e join execution_data d on d."executionId" = e.id where e.id > ${after} order by e.id`,
	);
	return lines.map((line) => {
		const row = asObject(JSON.parse(line));
		return {
			id: Number(row.id),
			status: asText(row.status),
			startedAt: row.startedAt === null ? NaN : Number(row.startedAt),
			stoppedAt: row.stoppedAt === null ? NaN : Number(row.stoppedAt),
			events: eventsIn(asText(row.data)),
		};
	});
}

/** A run that has ended holds what its trigger put out; one that has not, what it is to begin with. */
function eventsIn(text: string): Run['events'] {
	const data = asObject(unflatten(text));
	const [first] = Object.values(asObject(asObject(data.resultData).runData));
	const [waiting] = asArray(asObject(data.executionData).nodeExecutionStack);
	const { main } = asObject(asObject(asArray(first)[0] ?? waiting).data);
	return asArray(asArray(main)[0]).map((item) => {
		const { event, eventId, order, partner } = asObject(asObject(item).json);
		const id = event === 'order.attributed' ? asObject(order).id : asObject(partner).creatorId;
		return { name: nameOf(asText(event), asText(id)), eventId: asText(eventId) };
	});
}

/** How many runs there are by status, since the given id. */
export async function runCounts({ rows }: Postgres, after: number): Promise<Record<string, number>> {
	const lines = await rows(
		`select status || ' ' || count(*) from execution_entity where id > ${after} group by status`,
	);
	return Object.fromEntries(
		lines.map((line) => {
			const [status = '', count] = line.split(' ');
			return [status, Number(count)];
		}),
	);
}

export async function lastRunId({ rows }: Postgres): Promise<number> {
	const [id] = await rows('select coalesce(max(id), 0) from execution_entity');
	return Number(id);
}
