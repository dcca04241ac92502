import type { Case } from '../rounds';
import { attribute } from './attribute';
import { load } from './load';
import { overhead } from './overhead';
import { products } from './products';
import { queue } from './queue';
import { scaling } from './scaling';
import { sync } from './sync';
import { twoRuns } from './twoRuns';
import { verify } from './verify';
import { webhooks } from './webhooks';
import { writes } from './writes';

/** Every bench, in the order of the table; the longest set out first. */
export const CASES: Case[] = [
	writes,
	sync,
	queue,
	scaling,
	twoRuns,
	products,
	attribute,
	overhead,
	load,
	webhooks,
	verify,
];
