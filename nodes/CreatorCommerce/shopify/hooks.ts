/** How a run over many rows tells whoever started it what goes wrong, while it goes on. */
export interface RowHooks {
	/** A row failed that is told by its outcome. */
	onRefusal(): void;
	/** A request failed for good; may throw, to end the run. */
	onFault(fault: unknown): void;
}
