import type { JsonObject } from '../../n8n/readJson';
import type { Placed, Surroundings } from './placed';

/** How one template is tried. */
export interface TemplateCase {
	/** In templates/. */
	file: string;
	/** What the user sees of it, for the name of the check. */
	does: string;
	/** What a user writes into the node Settings. */
	fill: (around: Surroundings) => JsonObject;
	/** Runs it and holds its output, and what every third party was sent, against what is expected. */
	tryOut: (placed: Placed) => Promise<void>;
}
