/**
 * What is driven through the built node, by the operationId a case is there to reach. Adding an operation is
 * adding a row: a full case with every field filled in, and a minimal one with only what is required.
 */
import type { World } from './world';

export interface NodeCase {
	/** The operation of the node, and `full` or `minimal`. */
	name: string;
	keyType?: 'channel' | 'partner';
	parameters(world: World): Record<string, unknown>;
	/** What comes in; default one empty item. */
	items?(world: World): Array<Record<string, unknown>>;
}

export const NODE_CASES: Record<string, NodeCase[]> = {};
