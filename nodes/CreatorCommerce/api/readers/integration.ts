import { asFlag, asList, asRecord, asText, idOf, isRecord, readEach } from '../narrow';

/** What is connected to a store. Never carries the values of its settings: they are keys. */
export interface ConnectedIntegration {
	handle: string;
	name?: string;
	type?: string;
	isEnabled?: boolean;
	/** The names of its settings, e.g. `apiKey`. */
	settings: string[];
}

const OWN = ['_id', 'id', '__v', 'handle', 'name', 'type', 'isEnabled', 'createdAt', 'updatedAt'];

/** Undefined for what has no handle. */
export function readConnectedIntegration(value: unknown): ConnectedIntegration | undefined {
	const record = asRecord(value);
	const handle = asText(record.handle);
	if (handle === undefined) return undefined;
	return {
		handle,
		name: asText(record.name),
		type: asText(record.type),
		isEnabled: asFlag(record.isEnabled),
		settings: Object.entries(record)
			.filter(([name]) => !OWN.includes(name))
			.flatMap(([name, inner]) => (isRecord(inner) ? Object.keys(inner) : [name])),
	};
}

export const connectedIn = (channel: unknown): ConnectedIntegration[] =>
	readEach(asRecord(channel).connectedIntegrations, readConnectedIntegration);

/** An integration that CreatorCommerce offers. */
export interface IntegrationListing {
	/** The handle where it has none. */
	id: string;
	handle: string;
	title?: string;
	type?: string;
	enablementMode?: string;
	enablementUrl?: string;
	/** The key of a connected integration that its settings are under. */
	configKey?: string;
	/** What it wants to know. */
	fields: Array<{ name: string; label?: string; description?: string; inputType?: string }>;
}

/** Undefined for what has no handle. */
export function readListing(value: unknown): IntegrationListing | undefined {
	const record = asRecord(value);
	const handle = asText(record.handle);
	if (handle === undefined) return undefined;
	return {
		id: idOf(record) ?? handle,
		handle,
		title: asText(record.title),
		type: asText(record.type),
		enablementMode: asText(record.enablementMode),
		enablementUrl: asText(record.enablementUrl),
		configKey: asText(record.enablementConfigKey),
		fields: asList(record.enablementConfigFields).flatMap((entry) => {
			const field = asRecord(entry);
			const name = asText(field.name);
			if (name === undefined) return [];
			return {
				name,
				label: asText(field.label),
				description: asText(field.description),
				inputType: asText(field.inputType),
			};
		}),
	};
}
