import { createServer, type Server, type Socket } from 'node:net';

/** An e-mail as a reader sees it. */
export interface Mail {
	from: string;
	/** Addresses of the envelope: who really gets it. */
	to: string[];
	subject: string;
	html: string;
	attachments: Array<{ name: string; text: string }>;
}

/** A mail server on loopback that keeps what it is given (SMTP, RFC 5321, without encryption or sign-in). */
export class MailServer {
	readonly mails: Mail[] = [];

	private constructor(
		private readonly server: Server,
		readonly port: number,
	) {}

	static async start(): Promise<MailServer> {
		const held: { it?: MailServer } = {};
		const server = createServer((socket) => converse(socket, (mail) => held.it?.mails.push(mail)));
		await new Promise<void>((resolve, reject) => {
			server.once('error', reject);
			server.listen(0, '127.0.0.1', resolve);
		});
		const address = server.address();
		held.it = new MailServer(server, address !== null && typeof address === 'object' ? address.port : 0);
		return held.it;
	}

	close(): void {
		this.server.close();
	}
}

function converse(socket: Socket, take: (mail: Mail) => void): void {
	let buffered = '';
	let data: string[] | undefined;
	let envelope = { from: '', to: [] as string[] };
	const say = (line: string) => socket.write(`${line}\r\n`);
	const line = (text: string): void => {
		if (data !== undefined) {
			if (text !== '.') {
				data.push(text.startsWith('..') ? text.slice(1) : text);
				return;
			}
			take(readMail(data.join('\r\n'), envelope.to));
			data = undefined;
			envelope = { from: '', to: [] };
			return void say('250 taken');
		}
		const address = /<([^>]*)>/.exec(text)?.[1] ?? '';
		switch (text.slice(0, 4).toUpperCase()) {
			case 'EHLO':
				return void say('250 loopback');
			case 'HELO':
				return void say('250 loopback');
			case 'MAIL':
				envelope.from = address;
				return void say('250 sender');
			case 'RCPT':
				if (!address.includes('@')) return void say('553 no such mailbox');
				envelope.to.push(address);
				return void say('250 recipient');
			case 'DATA':
				data = [];
				return void say('354 go on');
			case 'RSET':
			case 'NOOP':
				return void say('250 well');
			case 'QUIT':
				say('221 bye');
				return void socket.end();
			default:
				return void say('500 not understood');
		}
	};
	// One byte a character: whole characters may be cut between chunks.
	socket.setEncoding('latin1');
	socket.on('data', (chunk) => {
		buffered += String(chunk);
		for (let end = buffered.indexOf('\r\n'); end >= 0; end = buffered.indexOf('\r\n')) {
			const text = buffered.slice(0, end);
			buffered = buffered.slice(end + 2);
			line(text);
		}
	});
	socket.on('error', () => socket.destroy());
	say('220 loopback');
}

interface Part {
	headers: Map<string, string>;
	body: string;
}

function splitPart(text: string): Part {
	const end = text.indexOf('\r\n\r\n');
	const head = end < 0 ? text : text.slice(0, end);
	const headers = new Map(
		head
			.replace(/\r\n[ \t]+/g, ' ')
			.split('\r\n')
			.map((field): [string, string] => {
				const colon = field.indexOf(':');
				return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
			}),
	);
	return { headers, body: end < 0 ? '' : text.slice(end + 4) };
}

/** All parts that are no containers, in order (RFC 2046). */
function leaves(part: Part): Part[] {
	const boundary = /boundary="?([^";]+)"?/i.exec(part.headers.get('content-type') ?? '')?.[1];
	if (boundary === undefined) return [part];
	return part.body
		.split(`--${boundary}`)
		.slice(1, -1)
		.flatMap((inner) => leaves(splitPart(inner.replace(/^\r\n/, '').replace(/\r\n$/, ''))));
}

function decoded({ headers, body }: Part): string {
	const encoding = (headers.get('content-transfer-encoding') ?? '').toLowerCase();
	if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
	if (encoding === 'quoted-printable') {
		const plain = body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, hex: string) => {
			return String.fromCharCode(Number.parseInt(hex, 16));
		});
		return Buffer.from(plain, 'latin1').toString('utf8');
	}
	return Buffer.from(body, 'latin1').toString('utf8');
}

/** `=?UTF-8?Q?…?=` and `=?UTF-8?B?…?=` (RFC 2047). */
function decodedHeader(text: string): string {
	return text
		.replace(/\?=\s+=\?/g, '?==?')
		.replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, kind: string, words: string) =>
			kind.toLowerCase() === 'b'
				? Buffer.from(words, 'base64').toString('utf8')
				: decoded({
						headers: new Map([['content-transfer-encoding', 'quoted-printable']]),
						body: words.replaceAll('_', ' '),
					}),
		);
}

function readMail(raw: string, to: string[]): Mail {
	const whole = splitPart(raw);
	const parts = leaves(whole);
	const typeOf = (part: Part): string => part.headers.get('content-type') ?? 'text/plain';
	const nameOf = (part: Part): string | undefined =>
		/filename="?([^";]+)"?/i.exec(part.headers.get('content-disposition') ?? '')?.[1];
	const html = parts.find((part) => typeOf(part).startsWith('text/html') && nameOf(part) === undefined);
	return {
		from: decodedHeader(whole.headers.get('from') ?? ''),
		to,
		subject: decodedHeader(whole.headers.get('subject') ?? ''),
		html: html === undefined ? '' : decoded(html),
		attachments: parts.flatMap((part) => {
			const name = nameOf(part);
			return name === undefined ? [] : [{ name: decodedHeader(name), text: decoded(part) }];
		}),
	};
}
