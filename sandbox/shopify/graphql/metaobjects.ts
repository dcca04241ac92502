import type { JsonObject } from '../../json';
import { gid } from '../gids';
import { METAOBJECT_TYPE } from '../metaobject/payload';
import type { MetaobjectRecord } from '../store/records';
import { utcTime } from '../times';
import { objectArg, textArg, type AdminCall, type Resolvers } from './call';
import { connection } from './connection';
import { idOfType } from './ids';

export const metaobjectQueries: Resolvers = {
	metaobject: (args, call) => metaobjectById(textArg(args, 'id') ?? '', call),
	metaobjectByHandle(args, call) {
		const { type, handle } = objectArg(args, 'handle');
		const found = allMetaobjects(call).find((record) => record.handle === handle);
		return found && type === METAOBJECT_TYPE ? showMetaobject(found, call) : null;
	},
	metaobjects: (args, call) =>
		connection(
			args.type === METAOBJECT_TYPE ? allMetaobjects(call) : [],
			args,
			(record) => [args.sortKey === 'updated_at' ? record.updatedAt : record.id, record.id],
			(record) => showMetaobject(record, call),
		),
};

export function metaobjectById(id: string, call: AdminCall): unknown {
	const wanted = Number(idOfType(id, 'Metaobject'));
	const found = allMetaobjects(call).find((record) => record.id === wanted);
	return found ? showMetaobject(found, call) : null;
}

export function allMetaobjects(call: AdminCall): MetaobjectRecord[] {
	return call.shopify.data.metaobjects.all();
}

/** Fields are worked out when they are asked for. */
export function showMetaobject(record: MetaobjectRecord, call: AdminCall): JsonObject {
	const { timestamps } = call.shopify.settings();
	let known: Record<string, string> | undefined;
	const values = () => (known ??= call.shopify.mirror.fieldsOf(record));
	return {
		__typename: 'Metaobject',
		id: gid('Metaobject', record.id),
		type: METAOBJECT_TYPE,
		handle: record.handle,
		displayName: record.displayName,
		createdAt: utcTime(record.createdAt, timestamps),
		updatedAt: utcTime(record.updatedAt, timestamps),
		values,
		fields: () => Object.entries(values()).map(([key, value]) => field(key, value)),
		field: ({ key }: JsonObject) => {
			const value = typeof key === 'string' ? values()[key] : undefined;
			return typeof key === 'string' && value !== undefined ? field(key, value) : null;
		},
	};
}

function field(key: string, value: string): JsonObject {
	const type = typeOf(key);
	const isJson = type === 'json' || type === 'boolean' || type.startsWith('list.');
	return { key, type, value, jsonValue: isJson ? JSON.parse(value) : value };
}

function typeOf(key: string): string {
	if (key === 'data') return 'json';
	if (key === 'cc-creator-drops') return 'list.collection_reference';
	if (key === 'cc-creator-is-onboarded') return 'boolean';
	if (key === 'cc-creator-collection') return 'collection_reference';
	if (key === 'cc-creator-customer') return 'customer_reference';
	return 'single_line_text_field';
}
