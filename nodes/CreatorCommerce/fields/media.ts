import type { INodeProperties } from 'n8n-workflow';
import { writeOptions } from './common';
import { partnerLocator } from './partner';

export const uploadFields: INodeProperties[] = [
	{
		displayName: 'Source',
		name: 'source',
		type: 'options',
		default: 'binary',
		options: [
			{ name: 'File From Previous Node', value: 'binary', description: 'A file that comes with the item' },
			{ name: 'URL', value: 'url', description: 'A file that is fetched from a public address' },
		],
		description: 'Where the picture or video comes from',
	},
	{
		displayName: 'Input Binary Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		placeholder: 'e.g. data',
		hint: 'The name of the input binary field containing the file to be uploaded',
		displayOptions: { show: { source: ['binary'] } },
		description: 'Field of the item that holds the file',
	},
	{
		displayName: 'URL',
		name: 'url',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://example.com/ada.jpg',
		displayOptions: { show: { source: ['url'] } },
		description: 'Public address of the picture or video. It is fetched without any key.',
	},
	{
		displayName: 'Belongs To',
		name: 'belongsTo',
		type: 'options',
		default: 'nobody',
		options: [
			{ name: 'Nobody', value: 'nobody', description: 'It can be used everywhere' },
			{ name: 'Partner', value: 'partner', description: 'It is filed under the store and the partner' },
			{ name: 'Store', value: 'store', description: 'It is filed under the store' },
		],
		description: 'Whom CreatorCommerce files the picture or video under',
	},
	{ ...partnerLocator, displayOptions: { show: { belongsTo: ['partner'] } } },
	writeOptions(
		{
			displayName: 'File Name',
			name: 'fileName',
			type: 'string',
			default: '',
			placeholder: 'e.g. ada.jpg',
			description: 'Name the file is kept under; its own name when left out',
		},
		{
			displayName: 'Maximum Size (MB)',
			name: 'maxSize',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 100,
			description: 'Files that are larger are refused before anything of them is sent',
		},
	),
];
