import type { ICredentialDataDecryptedObject, INodeProperties } from 'n8n-workflow';
import type { CreatorCommerceEvent, EventName, EventSource } from './event';

/** One HTTP request to the node's address, as it came over the wire. */
export interface Delivery {
	/** The very bytes of the body: what signatures are made over. */
	rawBody: Buffer;
	/** Lower-case names. */
	headers: Record<string, string>;
	/** Wall clock in ms. */
	receivedAt: number;
}

/** `refused` answers with its status and starts nothing; `reason` is for the caller to read, never the secret. */
export type Received =
	| { kind: 'refused'; status: 401 | 400; reason: string }
	| { kind: 'accepted'; events: CreatorCommerceEvent[] };

/** A source that pushes to an address the user pastes: nothing is registered for it. */
export interface PushSource {
	readonly source: EventSource;
	/** What the source can tell; the choices of "Trigger On". */
	readonly events: readonly EventName[];
	/**
	 * Pure: verifies with the credential's decrypted data, then brings what came into the one shape of an event.
	 * Never throws for anything a caller can send.
	 */
	receive(
		delivery: Delivery,
		credential: ICredentialDataDecryptedObject,
		options: { includeRaw: boolean },
	): Received;
	/** Notice text shown in the node: steps, body and headers to paste. */
	readonly setup: INodeProperties[];
}
