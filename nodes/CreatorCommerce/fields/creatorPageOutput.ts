import type { IDataObject } from 'n8n-workflow';
import { known } from '../api/narrow';
import type { CreatorPage, PageDrop, PageProduct } from '../shopify/creatorPage/read';
import { output } from './outputs';

/** A creator page in plain fields; drops and products as drops have them elsewhere in this node. */
export const creatorPageOutput = ({ drops, customFields, ...page }: CreatorPage): IDataObject =>
	output(known({ ...page, drops: drops.map(dropOf), customFields: filled(customFields) }));

const dropOf = ({ products, customFields, ...drop }: PageDrop) =>
	known({ ...drop, products: products.map(productOf), customFields: filled(customFields) });

const productOf = ({ media, images, customFields, ...product }: PageProduct) =>
	known({
		...product,
		media: media.length > 0 ? media : undefined,
		images: images.length > 0 ? images : undefined,
		customFields: filled(customFields),
	});

const filled = (values: Record<string, unknown>) => (Object.keys(values).length > 0 ? values : undefined);
