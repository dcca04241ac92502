/** The resource Drop. */
import type { World } from '../world';
import type { NodeCase } from './node';
import { asJson, locator, mapped } from './partner';

const drop = (operation: string, world: World, parameters: Record<string, unknown> = {}) => ({
	resource: 'drop',
	operation,
	partner: locator('id', world.collabId),
	...parameters,
});
const known = (world: World) => ({ drop: locator('id', world.dropId) });

/** One product a row: written as people paste it. */
const productRows = ({ newProductIds }: World) =>
	newProductIds.map((id, index) => ({ product: index === 0 ? `gid://shopify/Product/${id}` : id }));
const productFields = ({ custom, formId }: World) => ({
	note: 'Love it, wear it',
	variant: 'gid://shopify/ProductVariant/46033520853279',
	media: 'https://media.example/1.png, https://media.example/2.mp4',
	custom: JSON.stringify({ [custom.enhancement]: 'Favourite' }),
	formId,
});
const oneProduct = ({ newProductIds }: World) => ({ product: locator('id', newProductIds[0] ?? '') });
const everyProduct = { product: locator('id', '={{ $json.product }}') };
const MEDIA = [
	'https://media.example/1.png',
	{ _id: 'm1', url: 'https://media.example/2.png', mimeType: 'image/png' },
];

export const DROP_CASES: NodeCase[] = [
	{
		operationId: 'createDrop',
		name: 'drop create, minimal',
		parameters: (world) => drop('create', world, { title: 'Empty drop' }),
	},
	{
		operationId: 'createDrop',
		name: 'drop create, one product',
		parameters: (world) => drop('create', world, { title: 'One product', ...oneProduct(world) }),
	},
	{
		operationId: 'createDrop',
		name: 'drop create, full, rows merged',
		keyType: 'partner',
		parameters: (world) =>
			drop('create', world, {
				title: 'Summer favourites',
				description: 'For the beach',
				...everyProduct,
				productFields: productFields(world),
				additionalFields: { formId: world.formId },
				...asJson({ [world.custom.drop]: 'New' }),
			}),
		items: productRows,
	},
	{
		operationId: 'addProductsToDrop',
		name: 'drop add products, minimal',
		parameters: (world) => drop('addProducts', world, { ...known(world), ...oneProduct(world) }),
	},
	{
		operationId: 'addProductsToDrop',
		name: 'drop add products, full, rows merged',
		keyType: 'partner',
		parameters: (world) =>
			drop('addProducts', world, {
				...known(world),
				...everyProduct,
				productFields: productFields(world),
				options: { skipExisting: false },
			}),
		items: productRows,
	},
	{
		operationId: 'updateDrop',
		name: 'drop update, minimal',
		parameters: (world) => drop('update', world, { ...known(world), updateFields: { title: 'Renamed' } }),
	},
	{
		operationId: 'updateDrop',
		name: 'drop update, all but media',
		keyType: 'partner',
		parameters: (world) =>
			drop('update', world, {
				...known(world),
				updateFields: { title: 'Renamed', description: 'New text', formId: world.formId },
				...mapped({ [world.custom.drop]: 'New' }),
			}),
	},
	{
		operationId: 'updateChannelDrop',
		name: 'drop update, full',
		parameters: (world) =>
			drop('update', world, {
				...known(world),
				updateFields: {
					title: 'Renamed',
					description: 'New text',
					formId: world.formId,
					media: `={{ ${JSON.stringify(MEDIA)} }}`,
				},
				...asJson({ [world.custom.drop]: 'New' }),
			}),
	},
	{
		operationId: 'updateChannelEnhancement',
		name: 'drop update enhancement, minimal, by product',
		parameters: (world) =>
			drop('updateEnhancement', world, {
				...known(world),
				product: locator('id', world.productId),
				updateFields: { note: 'Still love it' },
			}),
	},
	{
		operationId: 'updateChannelEnhancement',
		name: 'drop update enhancement, full, by ID',
		keyType: 'partner',
		parameters: (world) =>
			drop('updateEnhancement', world, {
				...known(world),
				enhancementBy: 'id',
				enhancementId: world.enhancementId,
				updateFields: {
					note: 'Still love it',
					variant: '46033520853279',
					media: MEDIA[0],
					formId: world.formId,
				},
				...asJson({ [world.custom.enhancement]: 'Favourite' }),
			}),
	},
	{
		operationId: 'updateChannelCollab',
		name: 'drop reorder',
		parameters: (world) => drop('reorder', world, { dropOrder: [...world.dropIds].reverse().join(', ') }),
	},
	{
		operationId: 'updateChannelCollab',
		name: 'drop reorder, one named, partner by email',
		keyType: 'partner',
		parameters: (world) =>
			drop('reorder', world, { partner: locator('email', world.email), dropOrder: world.dropIds.at(-1) }),
	},
	{
		operationId: 'getChannelCollab',
		name: 'drop get',
		parameters: (world) => drop('get', world, known(world)),
	},
	{
		operationId: 'getChannelCollab',
		name: 'drop get many',
		keyType: 'partner',
		parameters: (world) => drop('getAll', world, { returnAll: true, simplify: false }),
	},
	{
		operationId: 'generateDropCheckoutUrl',
		name: 'drop get checkout URL',
		parameters: (world) => drop('getCheckoutUrl', world, known(world)),
	},
	{
		operationId: 'generateDropCheckoutUrl',
		name: 'drop get checkout URL, partner by handle',
		keyType: 'partner',
		parameters: (world) =>
			drop('getCheckoutUrl', world, { ...known(world), partner: locator('handle', world.handle) }),
	},
];
