export {
	ALGORITHMS,
	ENCODINGS,
	type HmacScheme,
	SIGNED_CONTENTS,
	type SignedDelivery,
	verifyHmac,
} from './hmac';
export { type SecretScheme, verifySharedSecret } from './sharedSecret';
export { usableSecrets } from './secrets';
export { verifyShopifyHmac } from './shopify';
export { parseTimestamp } from './timestamp';
export type { Refusal, Verdict } from './verdict';
