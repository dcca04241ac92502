import { PACKAGE_NAME } from './package';
import { asArray, asObject, asText, isObject, type JsonObject } from './readJson';
import type { N8nRest } from './rest';

export interface ListedType {
	/** As n8n has it: nodes with the package before the dot, credentials without. */
	name: string;
	displayName: string;
	/** The two pictures, for light and for dark. */
	icons: string[];
	description: JsonObject;
}

/** The types of our package that n8n gives to its editor. */
export async function listedTypes(rest: N8nRest, kind: 'nodes' | 'credentials'): Promise<ListedType[]> {
	const answer = await rest.file(`/types/${kind}.json`);
	if (!answer.ok) throw new Error(`n8n answered ${answer.status} for its list of ${kind}.`);
	return asArray(await answer.json())
		.filter(isObject)
		.filter((type) => JSON.stringify(type.iconUrl ?? '').includes(`/${PACKAGE_NAME}/`))
		.map((type) => {
			const { light, dark } = asObject(type.iconUrl);
			return {
				name: asText(type.name),
				displayName: asText(type.displayName),
				icons: [asText(light), asText(dark)],
				description: type,
			};
		});
}

/** @throws unless it is a picture that n8n serves */
export async function expectPicture(rest: N8nRest, path: string): Promise<void> {
	const answer = await rest.file(`/${path.replace(/^\//, '')}`);
	const text = await answer.text();
	const type = answer.headers.get('content-type') ?? '';
	if (answer.status !== 200 || !type.includes('svg') || !text.includes('<svg')) {
		throw new Error(`The icon ${path} was answered with ${answer.status}, ${type || 'no type'}.`);
	}
}
