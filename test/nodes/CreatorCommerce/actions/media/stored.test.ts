import '../../../../support/headless';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Container } from '@n8n/di';
import { BinaryDataConfig, BinaryDataService } from 'n8n-core';
import { jsons, must, rows, told, useSandbox } from '../support/bench';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

/** n8n keeps files on disk, in a bucket or in its database; an item then only carries their id. */
describe('media: upload of a file that n8n keeps outside memory', () => {
	const bench = useSandbox();
	const folder = mkdtempSync(join(tmpdir(), 'binary-'));
	const service = Container.get(BinaryDataService);
	beforeAll(async () => {
		Object.assign(Container.get(BinaryDataConfig), { mode: 'filesystem', localStoragePath: folder });
		await service.init();
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	const keep = async (bytes: Buffer, fileName: string) => {
		const where = { type: 'execution' as const, workflowId: 'w', executionId: 'e' };
		const data = await service.store(where, bytes, { data: '', mimeType: 'image/png', fileName });
		expect(data.id).toMatch(/^filesystem/);
		return { json: {}, binary: { data } };
	};
	const stored = async (url: unknown) => Buffer.from(await (await fetch(String(url))).arrayBuffer());

	it('streams it with its length, again from the beginning when the storage fails at first', async () => {
		const bytes = Buffer.concat([PNG, ...rows(60, (at) => Buffer.alloc(100_000, at))]);
		bench.sandbox.setFaults([
			{ match: { path: '__storage' }, times: 1, effect: { kind: 'status', status: 503 } },
		]);
		const buffered = jest.spyOn(service, 'getAsBuffer');
		const result = await bench.run('media:upload', {}, { items: [await keep(bytes, 'big.png')] });
		expect(result.error).toBeUndefined();
		expect(buffered).not.toHaveBeenCalled();
		expect(jsons(result)).toMatchObject([{ fileName: 'big.png', size: bytes.length }]);
		expect((await stored(jsons(result)[0]?.url)).equals(bytes)).toBe(true);
		const puts = bench.entries().filter(({ method }) => method === 'PUT');
		expect(puts.map(({ headers }) => headers['content-length'])).toEqual(rows(2, () => String(bytes.length)));
	});

	it('looks only at its beginning to refuse it', async () => {
		const page = await keep(Buffer.from(`<html>${'x'.repeat(500_000)}`), 'page.png');
		const large = await keep(Buffer.concat([PNG, Buffer.alloc(1_500_000)]), 'large.png');
		const buffered = jest.spyOn(service, 'getAsBuffer');
		expect(told(await bench.run('media:upload', {}, { items: [page] }))).toMatch(/a web page/);
		expect(told(await bench.run('media:upload', { options: { maxSize: 1 } }, { items: [large] }))).toMatch(
			/more than 1 MB/,
		);
		expect(buffered).not.toHaveBeenCalled();
		expect(bench.requests()).toEqual([]);
	});

	it('says that a file is no longer there', async () => {
		const item = await keep(PNG, 'gone.png');
		await service.deleteManyByBinaryDataId([must(item.binary.data.id).replace(/^[^:]*:/, '')]);
		rmSync(folder, { recursive: true, force: true });
		const result = await bench.run('media:upload', {}, { items: [item] });
		expect(told(result)).toMatch(/gone\.png .*could not be read/);
		expect(bench.requests()).toEqual([]);
	});
});
