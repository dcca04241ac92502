/** Plain progress lines on the terminal. On a TTY the running line is rewritten in place, elsewhere it is repeated. */

const SECONDS_BETWEEN_LINES = { tty: 1, plain: 10 };

export function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

/** 83_000 → "1 min 23 s". */
export function duration(milliseconds: number): string {
	const seconds = Math.round(milliseconds / 1000);
	return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * Runs `work` and, while it runs, tells every few seconds that it is still going.
 * @param what   e.g. "Installing n8n 2.8.4"
 * @param detail read each time a line is written, e.g. "1.2 GB so far"
 */
export async function tellWhile<T>(what: string, work: () => Promise<T>, detail: () => string): Promise<T> {
	const begun = Date.now();
	const tty = process.stdout.isTTY;
	const line = () => {
		const more = detail();
		return `${what} … ${duration(Date.now() - begun)}${more ? `, ${more}` : ''}`;
	};
	const timer = setInterval(
		() => {
			if (tty) process.stdout.write(`\r\u001b[2K${line()}`);
			else say(line());
		},
		1000 * (tty ? SECONDS_BETWEEN_LINES.tty : SECONDS_BETWEEN_LINES.plain),
	);
	try {
		return await work();
	} finally {
		clearInterval(timer);
		if (tty) process.stdout.write('\r\u001b[2K');
	}
}
