/** The same without what is undefined; undefined when nothing is left. */
export function whenTold<T extends object>(values: T): T | undefined {
	const told = { ...values };
	for (const key of keysOf(told)) if (told[key] === undefined) delete told[key];
	return keysOf(told).length === 0 ? undefined : told;
}

const keysOf = <T extends object>(values: T): Array<keyof T> => {
	const keys: Array<keyof T> = [];
	for (const key in values) if (Object.hasOwn(values, key)) keys.push(key);
	return keys;
};
