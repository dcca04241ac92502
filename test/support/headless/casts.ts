/**
 * The one place where plain values take on n8n's types. n8n declares parameters, credentials and items as
 * closed unions; a test writes plain objects, and n8n itself is what judges them.
 */
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	INodeExecutionData,
	INodeParameters,
	INodeType,
	IVersionedNodeType,
} from 'n8n-workflow';
import { deepCopy } from 'n8n-workflow';

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function toParameters(values: Record<string, unknown>): INodeParameters {
	return deepCopy(values) as INodeParameters;
}

export function toCredentialData(values: Record<string, unknown>): ICredentialDataDecryptedObject {
	return deepCopy(values) as ICredentialDataDecryptedObject;
}

/** Takes plain JSON objects, or n8n items as they are (anything whose `json` is an object). */
export function toItems(items: ReadonlyArray<Record<string, unknown>>): INodeExecutionData[] {
	return items.map((item) => {
		const copy = deepCopy(item);
		return (isRecord(copy.json) ? copy : { json: copy }) as INodeExecutionData;
	});
}

export function toDataObject(values: Record<string, unknown>): IDataObject {
	return values as IDataObject;
}

export function isNodeType(value: unknown): value is INodeType | IVersionedNodeType {
	return isRecord(value) && isRecord(value.description) && typeof value.description.name === 'string';
}

export function isCredentialType(value: unknown): value is ICredentialType {
	return isRecord(value) && typeof value.name === 'string' && Array.isArray(value.properties);
}
