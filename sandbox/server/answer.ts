import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { JournalEntry } from './journal';
import { RowStream } from './operation';

export interface Answer {
	status: number;
	body: unknown;
	headers?: Record<string, string>;
}

export function send(reply: FastifyReply, entry: JournalEntry, answer: Answer): void {
	for (const [name, value] of Object.entries(answer.headers ?? {})) void reply.header(name, value);
	const type = 'application/json; charset=utf-8';
	if (!(answer.body instanceof RowStream)) {
		return sendText(reply, entry, answer.status, type, JSON.stringify(answer.body));
	}
	close(entry, answer.status);
	void reply
		.code(answer.status)
		.header('content-type', type)
		.send(Readable.from(pieces(answer.body)));
}

export function sendText(
	reply: FastifyReply,
	entry: JournalEntry,
	status: number,
	type: string,
	text: string,
): void {
	close(entry, status);
	void reply.code(status).header('content-type', type).send(text);
}

/** The first half of what would have been sent. */
export function sendHalf(reply: FastifyReply, entry: JournalEntry, answer: Answer): void {
	const { body } = answer;
	const whole = body instanceof RowStream ? [...pieces(body)].join('') : JSON.stringify(body);
	const half = whole.slice(0, Math.ceil(whole.length / 2));
	sendText(reply, entry, answer.status, 'application/json; charset=utf-8', half);
}

/** Ends the connection without an answer. */
export function cut(request: FastifyRequest, reply: FastifyReply, entry: JournalEntry): void {
	close(entry, null);
	reply.hijack();
	request.raw.socket.destroy();
}

function close(entry: JournalEntry, status: number | null): void {
	entry.status = status;
	entry.answeredAt = Date.now();
}

function* pieces(stream: RowStream): Generator<string> {
	yield stream.before;
	let separator = '';
	for (const row of stream.rows) {
		yield separator + JSON.stringify(row);
		separator = ',';
	}
	yield stream.after;
}
