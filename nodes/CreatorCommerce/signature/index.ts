export { verifyShopifyHmac } from './shopify';
