import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeHelpers, type INode, type INodeParameters, type INodeTypeDescription } from 'n8n-workflow';
import { CreatorCommerce } from '../../nodes/CreatorCommerce/CreatorCommerce.node';
import { CreatorCommercePollingTrigger } from '../../nodes/CreatorCommerce/CreatorCommercePollingTrigger.node';
import { CreatorCommerceTrigger } from '../../nodes/CreatorCommerce/CreatorCommerceTrigger.node';
import { asArray, asObject, asText, isObject } from '../../scripts/n8n/readJson';
import { N8N_CREDENTIALS, N8N_NODES, TRIGGERS } from './n8nNodes';
import { unknownValues } from './parameters';

const FOLDER = join(__dirname, '..', '..', 'templates');
const README = readFileSync(join(FOLDER, 'README.md'), 'utf8');
const OURS = new Map<string, INodeTypeDescription>(
	[new CreatorCommerce(), new CreatorCommerceTrigger(), new CreatorCommercePollingTrigger()].map(
		({ description }) => [`n8n-nodes-creatorcommerce.${description.name}`, description],
	),
);
const STICKY = 'n8n-nodes-base.stickyNote';
const PLACEHOLDER = /<fill in: [^>]+>/g;
/** As the canvas draws them. */
const NODE_SIZE = 96;
const NAME_BELOW = 40;

interface Placed {
	name: string;
	type: string;
	version: number;
	at: [number, number];
	parameters: INodeParameters;
	credentials: Array<[string, { id: string; name: string }]>;
}

interface Template {
	file: string;
	text: string;
	nodes: Placed[];
	notes: Placed[];
	wires: Array<[string, string]>;
	pinned: number;
}

function isParameters(value: unknown): value is INodeParameters {
	return isObject(value);
}

function readTemplate(file: string): Template {
	const text = readFileSync(join(FOLDER, file), 'utf8');
	const workflow = asObject(JSON.parse(text));
	const placed = asArray(workflow.nodes)
		.map(asObject)
		.map((node): Placed => {
			const [x, y] = asArray(node.position).map(Number);
			return {
				name: asText(node.name),
				type: asText(node.type),
				version: Number(node.typeVersion),
				at: [x ?? NaN, y ?? NaN],
				parameters: isParameters(node.parameters) ? node.parameters : {},
				credentials: Object.entries(asObject(node.credentials)).map(([type, given]) => [
					type,
					{ id: asText(asObject(given).id), name: asText(asObject(given).name) },
				]),
			};
		});
	return {
		file,
		text,
		nodes: placed.filter(({ type }) => type !== STICKY),
		notes: placed.filter(({ type }) => type === STICKY),
		wires: Object.entries(asObject(workflow.connections)).flatMap(([from, outputs]) =>
			asArray(asObject(outputs).main)
				.flatMap(asArray)
				.map((wire): [string, string] => [from, asText(asObject(wire).node)]),
		),
		pinned: Object.keys(asObject(workflow.pinData)).length,
	};
}

const templates = readdirSync(FOLDER)
	.filter((file) => file.endsWith('.json'))
	.map(readTemplate);

const isTrigger = ({ type }: Placed): boolean =>
	OURS.get(type)?.group.includes('trigger') ?? TRIGGERS.includes(type.replace('n8n-nodes-base.', ''));

/** Every text in a node's parameters. */
function texts(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}

const expressionsIn = ({ type, parameters }: Placed): string[] =>
	texts(parameters)
		// The HTML node reads {{ }} by itself.
		.filter((text) => text.startsWith('=') || type === 'n8n-nodes-base.html')
		.flatMap((text) => [...text.matchAll(/\{\{([\s\S]*?)\}\}(?!\})/g)].map(([, code]) => code ?? ''));

const settingsOf = ({ nodes }: Template): string[] =>
	nodes
		.filter(({ name }) => name === 'Settings' || name === 'Your export')
		.flatMap(({ parameters }) => asArray(asObject(parameters.assignments).assignments).map(asObject))
		.map(({ name }) => asText(name));

const asNode = (node: Placed): INode => ({
	id: node.name,
	name: node.name,
	type: node.type,
	typeVersion: node.version,
	position: node.at,
	parameters: node.parameters,
});

it('there are templates', () => {
	expect(templates.length).toBeGreaterThanOrEqual(9);
});

describe.each(templates.map((template): [string, Template] => [template.file, template]))(
	'%s',
	(file, template) => {
		const { nodes, notes, wires, text } = template;
		const names = nodes.map(({ name }) => name);

		it('uses only nodes that exist, in versions that exist', () => {
			const unknown = nodes
				.filter(({ type, version }) => {
					const ours = OURS.get(type);
					const versions = ours
						? [ours.version].flat()
						: (N8N_NODES[type.replace(/^n8n-nodes-base\./, '')] ?? []);
					return !versions.includes(version);
				})
				.map(({ name, type, version }) => `${name}: ${type} ${version}`);
			expect(unknown).toEqual([]);
		});

		it('gives our nodes only parameters they have, with values they take, and all they need', () => {
			const wrong = nodes.flatMap((node) => {
				const description = OURS.get(node.type);
				if (description === undefined) return [];
				const issues = NodeHelpers.getNodeParametersIssues(
					description.properties,
					asNode(node),
					description,
				);
				return [
					...unknownValues(description, node.parameters),
					...Object.values(issues?.parameters ?? {}).flat(),
				].map((what) => `${node.name}: ${what}`);
			});
			expect(wrong).toEqual([]);
		});

		it('has wires between nodes that are there, and every node is reached from a trigger', () => {
			expect(new Set(names).size).toBe(names.length);
			for (const [from, to] of wires) {
				expect(names).toContain(from);
				expect(names).toContain(to);
			}
			const reached = new Set(nodes.filter(isTrigger).map(({ name }) => name));
			expect(reached.size).toBeGreaterThan(0);
			for (let before = -1; before < reached.size; ) {
				before = reached.size;
				for (const [from, to] of wires) if (reached.has(from)) reached.add(to);
			}
			expect(names.filter((name) => !reached.has(name))).toEqual([]);
			const triggers = nodes.filter(isTrigger).map(({ name }) => name);
			expect(wires.filter(([, to]) => triggers.includes(to))).toEqual([]);
		});

		it('has expressions that are JavaScript and name nodes that are there', () => {
			for (const node of nodes) {
				for (const code of expressionsIn(node)) {
					expect(() => new Function(`return (${code}\n)`)).not.toThrow();
					for (const [, name] of code.matchAll(/\$\('([^']+)'\)/g)) expect(names).toContain(name);
				}
			}
		});

		it('is explained by notes that cover neither nodes nor each other', () => {
			expect(notes.length).toBeGreaterThanOrEqual(3);
			expect(notes.map(({ name }) => name)).toContain('About');
			const areas = notes.map(({ name, at: [x, y], parameters }) => {
				const [width, height] = [Number(parameters.width), Number(parameters.height)];
				return { name, x, y, right: x + width, bottom: y + height };
			});
			for (const area of areas) {
				const others = areas.filter((other) => other.name !== area.name);
				for (const other of others) {
					const apart =
						area.right <= other.x ||
						other.right <= area.x ||
						area.bottom <= other.y ||
						other.bottom <= area.y;
					expect(`${area.name} and ${other.name}: ${apart ? 'apart' : 'overlap'}`).toBe(
						`${area.name} and ${other.name}: apart`,
					);
				}
			}
			for (const { name, at } of nodes) {
				const [x, y] = at;
				const home = areas.find(
					(area) =>
						area.x <= x &&
						area.y <= y &&
						x + NODE_SIZE <= area.right &&
						y + NODE_SIZE + NAME_BELOW <= area.bottom,
				);
				expect(`${name} stands on ${home === undefined ? 'nothing' : 'a note'}`).toBe(
					`${name} stands on a note`,
				);
				expect(home?.name).not.toBe('About');
			}
		});

		it('has no secret, no address of a machine, and nothing pinned', () => {
			expect(template.pinned).toBe(0);
			expect(text).not.toMatch(/127\.0\.0\.1|localhost|sandbox-brand|cc_sandbox/);
			expect(text).not.toMatch(
				/\b(sk|pk|rk)[-_][A-Za-z0-9]{8}|xox[a-z]-|shp(at|ss|ca)_|pat-[a-z]{2}\d|hooks\.slack\.com\/services|AKIA[0-9A-Z]{12}|-----BEGIN/,
			);
			expect(text).not.toMatch(/Bearer [A-Za-z0-9._-]{8}/);
			for (const { name, credentials } of nodes) {
				for (const [type, given] of credentials) {
					expect({ name, type, id: given.id }).toEqual({ name, type, id: '' });
					expect(given.name).toMatch(/\w/);
					const known = OURS.get(
						nodes.find((node) => node.name === name)?.type ?? '',
					)?.credentials?.map((credential) => credential.name);
					expect(known ?? N8N_CREDENTIALS).toContain(type);
				}
			}
		});

		it('keeps what is to be filled in in Settings, uses all of it, and the README says what it is', () => {
			const elsewhere = nodes
				.filter(({ name }) => name !== 'Settings')
				.filter(({ parameters }) => texts(parameters).some((value) => value.match(PLACEHOLDER)));
			expect(elsewhere.map(({ name }) => name)).toEqual([]);
			const used = nodes
				.filter(({ name }) => name !== 'Settings')
				.flatMap(({ parameters }) => texts(parameters))
				.join('\n');
			const section = README.split(/^## /m).find((part) => part.includes(`(${file})`)) ?? '';
			expect(`${file} is in templates/README.md: ${section !== ''}`).toBe(
				`${file} is in templates/README.md: true`,
			);
			for (const field of settingsOf(template)) {
				const ways = [`['${field}']`, `.${field}`];
				expect(`${field}: ${ways.some((way) => used.includes(way)) ? 'used' : 'not used'}`).toBe(
					`${field}: used`,
				);
				expect(section).toContain(field);
			}
			for (const { credentials } of nodes) {
				for (const [, { name }] of credentials) expect(section).toContain(name);
			}
		});
	},
);
