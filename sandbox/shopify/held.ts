/** Whether the scopes an app holds allow it: writing includes reading. */
export function includesScope(held: string[], scope: string): boolean {
	return held.includes(scope) || held.includes(scope.replace(/^read_/, 'write_'));
}
