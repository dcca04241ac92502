import { fittingName, kindOf } from '../../../../../nodes/CreatorCommerce/api/media/kind';

const hex = (text: string, ...more: string[]) =>
	Buffer.concat([
		Buffer.from(text.replace(/ /g, ''), 'hex'),
		...more.map((one) => Buffer.from(one, 'latin1')),
	]);

describe('the type of a file, by its bytes', () => {
	it.each([
		['image/png', hex('89504e470d0a1a0a 0000000d')],
		['image/jpeg', hex('ffd8ffe1')],
		['image/gif', hex('', 'GIF89a...')],
		['image/webp', hex('', 'RIFF\x01\x02\x03\x04WEBPVP8 ')],
		['image/avif', hex('0000001c', 'ftypavif')],
		['image/heic', hex('00000018', 'ftypheic')],
		['image/svg+xml', hex('', '<svg xmlns="http://www.w3.org/2000/svg">')],
		['image/svg+xml', hex('efbbbf', '<?xml version="1.0"?>\n<!-- made by hand -->\n<svg viewBox="0 0 1 1">')],
		['video/mp4', hex('00000020', 'ftypisom')],
		['video/mp4', hex('00000020', 'ftypmp42')],
		['video/quicktime', hex('00000014', 'ftypqt  ')],
		['video/webm', hex('1a45dfa3', '\x01\x02B\x82\x84webm')],
	])('%s', (mimeType, head) => {
		expect(kindOf(head)?.mimeType).toBe(mimeType);
	});

	it.each([
		['nothing', hex('')],
		['half a PNG', hex('89504e47')],
		['a web page with a drawing in it', hex('', '<!DOCTYPE html><svg></svg>')],
		['a PDF', hex('', '%PDF-1.7')],
		['a ZIP', hex('504b0304')],
		['Matroska that is no WebM', hex('1a45dfa3', 'matroska')],
		['sound', hex('', 'RIFF\x01\x02\x03\x04WAVEfmt ')],
		['text', hex('', 'ftyp is how it begins')],
		['an executable', hex('4d5a9000')],
	])('%s is none', (_, head) => {
		expect(kindOf(head)).toBeUndefined();
	});
});

describe('the name of a file', () => {
	const jpeg = { mimeType: 'image/jpeg', extensions: ['jpg', 'jpeg'] };
	it.each([
		['ada.jpg', 'ada.jpg'],
		['ada.JPEG', 'ada.JPEG'],
		['ada.png', 'ada.jpg'],
		['ada', 'ada.jpg'],
		['v1.2 final', 'v1.2 final.jpg'],
		['.jpg', 'jpg.jpg'],
		['', 'file.jpg'],
		['...', 'file.jpg'],
		['../../etc/passwd', 'passwd.jpg'],
		['C:\\me\\ada.gif', 'ada.jpg'],
		['a\r\nb\u0000.jpg', 'ab.jpg'],
	])('%j is kept as %j', (given, name) => {
		expect(fittingName(given, jpeg)).toBe(name);
	});
});
