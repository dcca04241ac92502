import type { IDataObject } from 'n8n-workflow';
import { isNotFound, raise } from '../../api/failure';
import { asRecord } from '../../api/narrow';
import { type ListPage, partnerPages } from '../../api/partner/list';
import { readPartner } from '../../api/readers/partner';
import { parseEmail } from '../../api/text';
import { filtersField, returnAllFields, simplifyField } from '../../fields/common';
import { output, partnerOutput } from '../../fields/outputs';
import { readLimit } from '../../fields/readPortion';
import { blankless } from '../../runtime/item';
import { eachItem } from '../../runtime/eachItem';
import type { Operation } from '../../runtime/operation';
import type { Run } from '../../runtime/run';

interface Task {
	limit: number;
	simplify: boolean;
	query?: string;
	email?: string;
}

export const getAll: Operation = {
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many partners',
	description: 'Get many partners of the store, all or those that a search finds',
	fields: [
		...returnAllFields('partners'),
		simplifyField,
		filtersField([
			{
				displayName: 'Email',
				name: 'email',
				type: 'string',
				default: '',
				placeholder: 'e.g. ada@example.com',
				description: 'Only the partner with exactly this e-mail address',
			},
			{
				displayName: 'Search',
				name: 'query',
				type: 'string',
				default: '',
				placeholder: 'e.g. ada',
				description: 'Text to look for in name, handle and affiliate code',
			},
		]),
	],
	writes: false,
	execute: eachItem<Task>({
		async prepare(item) {
			const filters = asRecord(item.raw('filters'));
			const email = blankless(filters.email);
			return {
				limit: item.flag('returnAll') ? Infinity : readLimit(item.raw('limit')),
				simplify: item.flag('simplify'),
				query: blankless(filters.query),
				email: email === undefined ? undefined : parseEmail(email),
			};
		},
		async perform({ limit, simplify, query, email }, run) {
			const partners: IDataObject[] = [];
			for await (const page of email === undefined
				? partnerPages(run.api, { query })
				: pagesOf(run, { query, email })) {
				for (const row of page.rows) {
					if (partners.length >= limit) return partners;
					const partner = simplify ? readPartner(row) : undefined;
					partners.push(partner ? partnerOutput(partner) : output(asRecord(row)));
				}
				if (partners.length >= limit) return partners;
				if (page.end && !page.end.whole) {
					run.context.addExecutionHints({
						type: 'warning',
						location: 'outputPane',
						message: `CreatorCommerce says there are ${page.end.totalCount ?? 'more'} partners but handed out ${page.end.rows}: the list is not complete. Look up a missing partner by e-mail.`,
					});
				}
			}
			return partners;
		},
		// One list at a time: each may be hundreds of pages.
		target: () => 'list',
	}),
};

/** An e-mail that nobody has is answered with 500 "… not found" by some stores (quirk 1): that is an empty list. */
async function* pagesOf(run: Run, filter: { query?: string; email: string }): AsyncGenerator<ListPage> {
	try {
		yield* partnerPages(run.api, filter);
	} catch (fault) {
		if (!isNotFound(fault)) raise(fault);
		await run.partners.checkStore();
	}
}
