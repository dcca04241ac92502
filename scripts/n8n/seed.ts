import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asArray, asObject, asText, isObject, readJsonFile, type JsonObject } from './readJson';
import type { N8nRest } from './rest';

export interface Template {
	file: string;
	name: string;
	workflow: JsonObject;
}

/** What a template is pointed at when it is put into a local n8n. */
export interface SeedTarget {
	/** Id and name by credential type, e.g. creatorCommerceApi, or by the name the template gives it. */
	credentials: Record<string, { id: string; name: string }>;
	/** Where the files in templates/data are served, with a slash at the end. */
	filesUrl: string;
}

export function readTemplates(checkout: string): Template[] {
	const folder = join(checkout, 'templates');
	return readdirSync(folder)
		.filter((file) => file.endsWith('.json'))
		.sort()
		.map((file) => {
			const workflow = asObject(JSON.parse(readFileSync(join(folder, file), 'utf8')));
			return { file, name: asText(workflow.name), workflow };
		});
}

/** As published, templates link to the example files in the repository. */
const PUBLISHED_FILES = /https:\/\/raw\.githubusercontent\.com\/[^"\s]*?\/templates\/data\//g;

/** The template as a workflow for a local n8n: its credentials filled in, its example files served from here. */
export function pointAt(template: Template, target: SeedTarget): JsonObject {
	const text = JSON.stringify(template.workflow).replace(PUBLISHED_FILES, target.filesUrl);
	const workflow = asObject(JSON.parse(text));
	const nodes = asArray(workflow.nodes)
		.filter(isObject)
		.map((node) => {
			const credentials = asObject(node.credentials);
			const types = Object.keys(credentials);
			const filled = types.map((type) => {
				const name = asText(asObject(credentials[type]).name);
				return [type, target.credentials[name] ?? target.credentials[type] ?? credentials[type]];
			});
			return types.length > 0 ? { ...node, credentials: Object.fromEntries(filled) } : node;
		});
	return {
		name: template.name,
		nodes,
		connections: workflow.connections,
		settings: workflow.settings ?? {},
		meta: workflow.meta,
	};
}

/**
 * Adds the templates that were not added before. A workflow the user changed, renamed or moved stays as it is; one
 * that was deleted comes back.
 * @param recordFile remembers which workflow came from which template
 * @returns workflow ids by template file
 */
export async function addMissingTemplates(
	rest: N8nRest,
	templates: Template[],
	target: SeedTarget,
	recordFile: string,
): Promise<Map<string, string>> {
	const record = asObject(readJsonFile(recordFile));
	const ids = new Map<string, string>();
	for (const template of templates) {
		const before = asText(record[template.file]);
		const id =
			before && (await rest.hasWorkflow(before))
				? before
				: await rest.importWorkflow(pointAt(template, target));
		ids.set(template.file, id);
	}
	writeFileSync(recordFile, `${JSON.stringify({ ...record, ...Object.fromEntries(ids) }, null, '\t')}\n`);
	return ids;
}
