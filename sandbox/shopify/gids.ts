export function gid(type: string, id: number | string): string {
	return `gid://shopify/${type}/${id}`;
}

/** The parts of a global id, or undefined where it is none. A query part is dropped. */
export function readGid(text: string): { type: string; id: string } | undefined {
	const found = /^gid:\/\/shopify\/([A-Za-z]+)\/([^/?]+)(?:\?.*)?$/.exec(text);
	return found?.[1] !== undefined && found[2] !== undefined ? { type: found[1], id: found[2] } : undefined;
}
