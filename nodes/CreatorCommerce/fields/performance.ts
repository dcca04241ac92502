import type { INodeProperties } from 'n8n-workflow';
import { type CustomFieldDirectory, definitionFor, fitted } from '../api/customFields';
import { InputError } from '../api/failure';
import { FIGURES, type Figure, parseFigure } from '../api/figures';
import type { CustomFieldDefinition } from '../api/readers/lists';
import { shown } from '../api/text';
import { type Item, blankless } from '../runtime/item';

const PLACEHOLDERS: Record<Figure['kind'], string> = {
	whole: 'e.g. 4156',
	money: 'e.g. 1932.28',
	rate: 'e.g. 4.2',
};

const MEANINGS: Record<string, string> = {
	clicks: 'Clicks on the partner’s links',
	conversions: 'Orders or other results of these clicks',
	engagementRate: 'Engagement in percent: 4.2 and “4.2%” are the same',
	followers: 'People who follow the partner',
	revenue: 'Revenue the partner brought in',
};

const targetOf = (name: string): string => `${name}Field`;

/** Figures of a partner. CreatorCommerce keeps them in custom fields; which one each goes into can be set. */
export const performanceFields: INodeProperties = {
	displayName: 'Performance',
	name: 'performance',
	type: 'collection',
	placeholder: 'Add Figure',
	default: {},
	description:
		'Figures from your affiliate or social platform. Each is written into a custom field of the partner; empty cells leave it as it is.',
	options: FIGURES.flatMap(({ name, label, handle, kind }): INodeProperties[] => [
		{
			displayName: label,
			name: name,
			type: 'string',
			default: '',
			placeholder: PLACEHOLDERS[kind],
			description: `${MEANINGS[name] ?? label}. Goes into the custom field ${handle}, unless ${label}: Custom Field names another.`,
		},
		{
			displayName: `${label}: Custom Field`,
			name: targetOf(name),
			type: 'string',
			default: handle,
			placeholder: `e.g. ${handle}`,
			description: `Handle or name of the partner custom field that ${label} goes into`,
		},
	]),
};

/** Types of custom fields that a figure can be kept in. */
const HOLDS_FIGURES = new Set([
	'number_integer',
	'number_decimal',
	'single_line_text_field',
	'multi_line_text_field',
]);

/**
 * The figures of an item as handle → value, each fit for the type of its custom field.
 * @throws InputError naming the figure: it is none, its custom field is not defined, or keeps something else
 */
export async function readPerformance(
	item: Item,
	directory: CustomFieldDirectory,
): Promise<Record<string, unknown>> {
	const given = item.collection('performance');
	const figures = FIGURES.flatMap((figure) => {
		const value = parseFigure(given[figure.name], figure);
		return value === undefined ? [] : [{ figure, value }];
	});
	if (figures.length === 0) return {};
	const definitions = await directory.all('collab');
	const read: Record<string, unknown> = {};
	const by = new Map<string, Figure>();
	for (const { figure, value } of figures) {
		const target = blankless(given[targetOf(figure.name)]) ?? figure.handle;
		const definition = definitionFor(definitions, target);
		if (definition === undefined) throw notDefined(figure, target, definitions);
		const other = by.get(definition.handle);
		if (other !== undefined) {
			throw new InputError(
				`${other.label} and ${figure.label} both go into the custom field ${definition.handle}`,
				`${figure.label}: Custom Field`,
				'Name another custom field for one of them.',
			);
		}
		by.set(definition.handle, figure);
		read[definition.handle] = fit(value, figure, definition);
	}
	return read;
}

function fit(value: number, figure: Figure, definition: CustomFieldDefinition): unknown {
	if (HOLDS_FIGURES.has(definition.type)) return fitted(value, definition, figure.label);
	throw new InputError(
		`The custom field ${definition.handle} is of the type ${definition.type}, which keeps no figures`,
		`${figure.label}: Custom Field`,
		'Name a custom field that keeps a number or a text.',
	);
}

function notDefined(figure: Figure, target: string, definitions: CustomFieldDefinition[]): InputError {
	const handles = definitions.map(({ handle }) => handle).join(', ');
	const type = figure.kind === 'whole' ? 'Whole Number' : 'Decimal Number';
	return new InputError(
		`This store has no partner custom field “${shown(target)}” for ${figure.label}`,
		`${figure.label}: Custom Field`,
		`Make it once with Custom Field > Create: Belongs To Partner, Name ${figure.label}, Type ${type}, Handle ${shown(target)}. Or name one of these: ${handles || 'there is none yet'}.`,
	);
}
