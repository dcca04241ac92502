import { ApiError, type FailureKind } from '../../../../nodes/CreatorCommerce/api/failure';
import { PartlyDoneError } from '../../../../nodes/CreatorCommerce/api/partner/save';
import { explain, inOne } from '../../../../nodes/CreatorCommerce/runtime/messages';

const where = {
	shopDomain: 'brand.myshopify.com',
	baseUrl: 'https://api.example',
	keyType: 'channel',
} as const;
const UNSURE = 'Whether the change took place is not known';

const told = (fault: unknown): string => {
	const message = explain(fault, where);
	if (message === undefined) throw new Error('not explained');
	return inOne(message);
};
const failed = (kind: FailureKind, effect: 'none' | 'unknown', status?: number): ApiError =>
	new ApiError({ kind, request: 'POST /creators/collabs', status }, effect, 2);

describe('a write that may have taken place', () => {
	it.each<FailureKind>(['notFound', 'rejected', 'rateLimited', 'server', 'network', 'notJson'])(
		'is told as such when it ended as %s; one that did not is not',
		(kind) => {
			expect(told(failed(kind, 'unknown'))).toContain(UNSURE);
			expect(told(failed(kind, 'unknown'))).not.toContain('Nothing was written');
			expect(told(failed(kind, 'none'))).not.toContain(UNSURE);
		},
	);

	it('is told of the second of two requests too', () => {
		const partner = { collabId: 'x', creatorPopulated: false };
		const partly = (cause: unknown) => new PartlyDoneError(partner, { discountAmount: 5 }, cause);
		expect(told(partly(failed('network', 'unknown')))).toContain('discount may not have been written');
		expect(told(partly(failed('rejected', 'none', 400)))).toContain('discount could not be written');
	});
});
