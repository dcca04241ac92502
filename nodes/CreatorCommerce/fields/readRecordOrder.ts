import { InputError } from '../api/failure';
import { shopifyVariantNumber } from '../api/ids';
import { parseTexts } from '../api/list';
import { parseMoment } from '../api/moment';
import { type Json, asFlag, asList, asRecord, asText, isRecord } from '../api/narrow';
import { parseEmail, shown } from '../api/text';
import { breathe } from '../runtime/breathe';
import { type Item, blankless, parsedJson } from '../runtime/item';
import type { ShopifyRun } from '../runtime/run';
import { ShopProducts } from '../shopify';
import { shopCurrency } from '../shopify/record/currency';
import type { LineItem, OrderDraft } from '../shopify/record/draft';

/** Names Shopify gives to its own channels: others may not use them (shopify.dev, "source_name"). */
const SHOPIFYS_OWN = ['web', 'pos', 'iphone', 'android', 'shopify_draft_order'];
/** Our choice: longer than any number or ID, short enough for a search. */
const LONGEST_IDENTIFIER = 200;
/** Shopify takes a little of the future, for clocks that run ahead. */
const AHEAD_MS = 60_000;

/**
 * The order an item describes, but for whose it is.
 * @throws InputError naming the field
 */
export async function readDraft(item: Item, run: ShopifyRun): Promise<Omit<OrderDraft, 'mark'>> {
	const more = item.collection('additionalFields');
	const options = item.collection('options');
	const sourceName = readSource(item);
	const sourceIdentifier = readIdentifier(item);
	const processedAt = readDate(more.processedAt, run);
	const shipping = readMoney(more.shipping, 'Shipping Price');
	const given = linesOf(item);
	const lineItems = await Promise.all(given.map(async (line, at) => await readLine(line, at, run)));
	const note = blankless(more.note);
	const customer = readCustomer(more);
	const discount = readDiscount(more);
	return {
		sourceIdentifier,
		sourceName,
		lineItems,
		currency: await readCurrency(more.currency, run),
		tags: parseTexts(more.tags, 'Tags') ?? [],
		financialStatus: more.financialStatus === 'PENDING' ? 'PENDING' : 'PAID',
		test: asFlag(more.test) ?? false,
		sendReceipt: asFlag(options.sendReceipt) ?? false,
		changeInventory: asFlag(options.changeInventory) ?? false,
		...(processedAt !== undefined && { processedAt }),
		...(customer && { customer }),
		...(note !== undefined && { note }),
		...(shipping !== undefined && { shipping }),
		...(discount && { discount }),
	};
}

function readSource(item: Item): string {
	const source = item.requiredText('sourceName', 'Source');
	if (!SHOPIFYS_OWN.includes(source.toLowerCase())) return source;
	throw new InputError(
		`Shopify keeps the source “${source}” for itself`,
		'Source',
		`Use a name of your own, such as ${source.toLowerCase()}-berlin.`,
	);
}

function readIdentifier(item: Item): string {
	const identifier = item.requiredText('sourceIdentifier', 'Source Identifier');
	if (identifier.length <= LONGEST_IDENTIFIER) return identifier;
	throw new InputError(
		`Source Identifier has ${identifier.length} characters`,
		'Source Identifier',
		`Use the number or ID that the order has where it was made: at most ${LONGEST_IDENTIFIER} characters.`,
	);
}

function readDate(given: unknown, run: ShopifyRun): string | undefined {
	const moment = parseMoment(given, 'Date', run.context.getTimezone());
	if (moment === undefined || Date.parse(moment) <= Date.now() + AHEAD_MS) return moment;
	throw new InputError(
		`The date ${moment} lies in the future`,
		'Date',
		'Shopify records no order before it was made. Check the date and its time zone.',
	);
}

function readCustomer(more: Json): OrderDraft['customer'] {
	const email = blankless(more.customerEmail);
	const firstName = blankless(more.customerFirstName);
	const lastName = blankless(more.customerLastName);
	if (email === undefined) {
		if (firstName === undefined && lastName === undefined) return undefined;
		throw new InputError(
			'A customer has a name but no e-mail',
			'Customer Email',
			'Add Customer Email, or leave the names out: Shopify knows customers by their e-mail.',
		);
	}
	return {
		email: parseEmail(email, 'Customer Email'),
		...(firstName !== undefined && { firstName }),
		...(lastName !== undefined && { lastName }),
	};
}

function readDiscount(more: Json): OrderDraft['discount'] {
	const code = blankless(more.discountCode);
	const amount = readMoney(more.discountAmount, 'Discount Amount');
	if (code === undefined && amount === undefined) return undefined;
	if (code !== undefined && amount !== undefined) return { code, amount };
	throw new InputError(
		code === undefined ? 'The discount has no code' : 'The discount has no amount',
		code === undefined ? 'Discount Code' : 'Discount Amount',
		'Give both, or leave both out.',
	);
}

async function readCurrency(given: unknown, run: ShopifyRun): Promise<string> {
	const code = blankless(given)?.toUpperCase();
	if (code === undefined) return await currencyOfShop(run);
	if (Intl.supportedValuesOf('currency').includes(code)) return code;
	throw new InputError(
		`“${shown(code)}” is not a currency`,
		'Currency',
		'Use a code of three letters, such as EUR.',
	);
}

/** A decimal text with a point; undefined when blank. */
function readMoney(given: unknown, field: string): string | undefined {
	const text = blankless(given);
	if (text === undefined) return undefined;
	if (/^\d{1,12}(\.\d{1,6})?$/.test(text)) return text;
	throw new InputError(
		`“${shown(text)}” is not an amount of money`,
		field,
		'Use digits and a point, without a currency: 24.90.',
	);
}

function linesOf(item: Item): Json[] {
	const isJson = item.text('specifyLineItems') === 'json';
	const field = isJson ? 'Line Items (JSON)' : 'Line Items';
	const given = isJson ? parsedJson(item.raw('lineItemsJson'), field) : asRecord(item.raw('lineItems')).item;
	const lines = isRecord(given) ? [given] : asList(given);
	const wrong = lines.findIndex((line) => !isRecord(line));
	if (wrong >= 0) {
		throw new InputError(
			`Line item ${wrong + 1} is no object`,
			field,
			'Use a list such as [{"sku": "TEE-BLK-M", "quantity": 2}].',
		);
	}
	if (lines.length > 0) return lines.map(asRecord);
	throw new InputError(
		'The order has no line items',
		field,
		'Add what was sold: by variant, by SKU, or by title and price.',
	);
}

async function readLine(line: Json, at: number, run: ShopifyRun): Promise<LineItem> {
	const inLine = (field: string): string => `Line item ${at + 1}: ${field}`;
	const quantity = readQuantity(line.quantity, inLine('Quantity'));
	const price = readMoney(line.price, inLine('Price'));
	const title = blankless(line.title);
	const sku = blankless(line.sku);
	const own = { quantity, ...(price !== undefined && { price }) };
	const variant = blankless(line.variant ?? line.variantId);
	if (variant !== undefined) {
		const number = shopifyVariantNumber(variant);
		if (number !== undefined) return { ...own, variantId: variantGid(number) };
		throw new InputError(
			`“${shown(variant)}” is not a Shopify variant`,
			inLine('Variant ID'),
			'Use the variant’s number or its gid://shopify/ProductVariant/….',
		);
	}
	if (sku !== undefined) {
		const found = await variantOfSku(sku, inLine('SKU'), run);
		if (found !== undefined) return { ...own, variantId: variantGid(found) };
		if (title === undefined || price === undefined) {
			throw new InputError(
				`The store has no variant with the SKU “${shown(sku)}”`,
				inLine('SKU'),
				'Check the SKU, or add Title and Price to record it as something the store does not sell.',
			);
		}
		return { ...own, title, sku };
	}
	if (title !== undefined && price !== undefined) return { ...own, title };
	throw new InputError(
		`Line item ${at + 1} does not say what was sold`,
		inLine(title === undefined ? 'Title' : 'Price'),
		'Give a Variant ID, a SKU, or Title and Price.',
	);
}

function readQuantity(given: unknown, field: string): number {
	if (given === undefined || given === null || given === '') return 1;
	const quantity = Number(asText(given) ?? NaN);
	if (Number.isInteger(quantity) && quantity > 0) return quantity;
	throw new InputError(`“${shown(String(given))}” is not a quantity`, field, 'Use a whole number above 0.');
}

const variantGid = (number: string): string => `gid://shopify/ProductVariant/${number}`;

const shops = new WeakMap<ShopifyRun['context'], Promise<ShopProducts>>();
const currencies = new WeakMap<ShopifyRun['context'], Promise<string>>();

/** Bare number; undefined when the store has no such SKU. SKUs of all items are looked up together. */
async function variantOfSku(sku: string, field: string, run: ShopifyRun): Promise<string | undefined> {
	const shop = shops.get(run.context) ?? run.shopify().then((admin) => new ShopProducts(admin, breathe));
	shops.set(run.context, shop);
	const { variants, cut } = await (await shop).bySku(sku);
	const [variant] = variants;
	if (variants.length > 1) {
		throw new InputError(
			`${variants.length} variants have the SKU “${shown(sku)}”`,
			field,
			`Give the Variant ID of the one that was sold: ${variants
				.slice(0, 5)
				.map(({ id }) => id)
				.join(', ')}.`,
		);
	}
	if (variant === undefined && cut) {
		throw new InputError(
			`Shopify finds too many SKUs like “${shown(sku)}” to look at all of them`,
			field,
			'Give the Variant ID instead.',
		);
	}
	return variant?.id;
}

/** Asked once an execution. */
async function currencyOfShop(run: ShopifyRun): Promise<string> {
	const known = currencies.get(run.context);
	if (known) return await known;
	const asked = run.shopify().then(shopCurrency);
	currencies.set(run.context, asked);
	asked.catch(() => currencies.delete(run.context));
	return await asked;
}
