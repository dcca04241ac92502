import type { JsonObject } from '../json';
import { checkId } from '../server/find';
import { notFound } from '../server/errors';
import { bodyObject } from '../server/input';
import { param, type Call, type Operation } from '../server/operation';
import type { OpenRecord } from '../store/records';
import type { Store } from '../store/store';

/** A kind of record that keeps whatever it is sent: campaigns and forms differ in their names only. */
export interface OpenKind {
	folder: string;
	/** Key of one record and of several in answers. */
	one: string;
	many: string;
	idParam: string;
	/** As it is called in messages. */
	words: string;
	operationIds: { list: string; create: string; get: string; update: string };
	table(store: Store): Store['campaigns'];
	/** Throws on a body that cannot be kept; gives what a new record has besides. */
	check(call: Call, body: JsonObject, isNew: boolean): JsonObject;
	/** What of a body is kept; all of it when left out. */
	kept?(body: JsonObject, isNew: boolean): JsonObject;
}

/** List, create, get and update of one kind. */
export function openRecordOperations(kind: OpenKind): Operation[] {
	const folder = `/channels/:myshopifyDomain/${kind.folder}`;
	const single = `${folder}/:${kind.idParam}`;
	return [
		{
			operationId: kind.operationIds.list,
			method: 'GET',
			path: folder,
			failure: `Failed to retrieve ${kind.words}s`,
			handle: (call) => ({ [kind.many]: [...kind.table(call.store).getRange()].map(({ value }) => value) }),
		},
		{
			operationId: kind.operationIds.create,
			method: 'POST',
			path: folder,
			failure: `Failed to create ${kind.words}`,
			handle: (call) => ({ [kind.one]: create(call, kind) }),
		},
		{
			operationId: kind.operationIds.get,
			method: 'GET',
			path: single,
			failure: `Failed to retrieve ${kind.words}`,
			handle: (call) => ({ [kind.one]: find(call, kind) }),
		},
		{
			operationId: kind.operationIds.update,
			method: 'POST',
			path: single,
			failure: `Failed to update ${kind.words}`,
			handle: (call) => ({ [kind.one]: update(call, kind) }),
		},
	];
}

function create(call: Call, kind: OpenKind): OpenRecord {
	const body = bodyObject(call.body);
	const defaults = kind.check(call, body, true);
	return save(call, kind, {
		...defaults,
		...(kind.kept?.(body, true) ?? body),
		_id: call.ids.make(Date.parse(call.now)),
		channel: call.channel._id,
		createdAt: call.now,
		updatedAt: call.now,
	});
}

function update(call: Call, kind: OpenKind): OpenRecord {
	const before = find(call, kind);
	const body = bodyObject(call.body);
	kind.check(call, body, false);
	const { createdAt, channel } = before;
	return save(call, kind, { ...before, ...body, _id: before._id, createdAt, channel, updatedAt: call.now });
}

function find(call: Call, kind: OpenKind): OpenRecord {
	const record = kind.table(call.store).get(checkId(param(call, kind.idParam)));
	if (!record) throw notFound(`${kind.words.charAt(0).toUpperCase()}${kind.words.slice(1)} not found`);
	return record;
}

function save(call: Call, kind: OpenKind, record: OpenRecord): OpenRecord {
	kind.table(call.store).putSync(record._id, record);
	return record;
}
