import type { IDataObject } from 'n8n-workflow';
import { asRecord } from '../../api/narrow';
import { parseMoment } from '../../api/moment';
import { filtersField, returnAllFields, simplifyField } from '../../fields/common';
import { readThroughOption, readerOf } from '../../fields/creatorPage';
import { creatorPageOutput } from '../../fields/creatorPageOutput';
import { output } from '../../fields/outputs';
import { type Portion, readPortion } from '../../fields/readPortion';
import { withoutCreatorCommerce } from '../../fields/stores';
import { eachItem } from '../../runtime/eachItem';
import { blankless } from '../../runtime/item';
import type { ShopifyOperation } from '../../runtime/operation';
import type { ShopifyRun } from '../../runtime/run';
import { type Reader, allPages } from '../../shopify/creatorPage/find';
import { type CreatorPage, readCreatorPage } from '../../shopify/creatorPage/read';
import { optionsField } from './options';

interface Task extends Portion {
	reader: Reader;
	search?: string;
	onlyOnboarded: boolean;
	updatedAfter?: string;
}

export const getAll: ShopifyOperation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many creator pages',
	description: 'Get many creator pages of the Shopify store, with drops and products unpacked',
	stores: 'shopify',
	fields: [
		...returnAllFields('creator pages'),
		simplifyField,
		filtersField([
			{
				displayName: 'Only Onboarded',
				name: 'onlyOnboarded',
				type: 'boolean',
				default: true,
				description: 'Whether to leave out creators who have not finished onboarding',
			},
			{
				displayName: 'Search',
				name: 'query',
				type: 'string',
				default: '',
				placeholder: 'e.g. ada',
				description: 'Text to look for in name, title, handle, e-mail and codes',
			},
			{
				displayName: 'Updated After',
				name: 'updatedAfter',
				type: 'dateTime',
				default: '',
				description: 'Only pages that changed at that time or later',
			},
		]),
		optionsField(readThroughOption),
		withoutCreatorCommerce(),
	],
	writes: false,
	execute: eachItem<Task, ShopifyRun>({
		async prepare(item, run) {
			const filters = item.collection('filters');
			return {
				...readPortion(item),
				search: blankless(filters.query)?.toLowerCase(),
				onlyOnboarded: filters.onlyOnboarded === true,
				updatedAfter: parseMoment(filters.updatedAfter, 'Updated After', run.context.getTimezone()),
				reader: await readerOf(item, run),
			};
		},
		async perform(task) {
			const found: IDataObject[] = [];
			for await (const nodes of allPages(task.reader)) {
				for (const node of nodes) {
					const page = readCreatorPage(node);
					if (page === undefined || !isWanted(page, task)) continue;
					found.push(task.simplify ? creatorPageOutput(page) : output(asRecord(node)));
					if (found.length >= task.limit) return found;
				}
			}
			return found;
		},
		// One list at a time: each may be megabytes.
		target: () => 'list',
	}),
};

function isWanted(page: CreatorPage, { search, onlyOnboarded, updatedAfter }: Task): boolean {
	if (onlyOnboarded && page.isOnboarded !== true) return false;
	if (Date.parse(page.updatedAt ?? '') < Date.parse(updatedAfter ?? '')) return false;
	if (search === undefined) return true;
	const name = [page.firstName, page.lastName].filter(Boolean).join(' ');
	return [name, page.title, page.handle, page.email, page.affiliateCode, page.discountCode].some((text) =>
		text?.toLowerCase().includes(search),
	);
}
