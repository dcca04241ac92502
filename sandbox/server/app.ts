import fastify, { type FastifyInstance } from 'fastify';
import { OPERATIONS } from '../routes';
import { addAdmin } from '../shopify/http/admin';
import { addShopifyControl } from '../shopify/http/control';
import { addStorefront } from '../shopify/storefront/http';
import type { ShopifySide } from '../shopify/shopify';
import { addControl, type Controls } from './control';
import { errorBody } from './errors';
import { openEntry, serve, type Runtime } from './pipeline';
import { arrived } from './request';
import { addStorage } from './storage';

const BODY_LIMIT = 64 * 1024 * 1024;

/** The API's operations on a server; bodies are kept as bytes and read by the pipeline. */
export function buildApp(
	runtime: Runtime,
	controls: Controls,
	shopify: ShopifySide,
	log: boolean,
): FastifyInstance {
	const app = fastify({
		logger: log ? { level: 'info' } : false,
		bodyLimit: BODY_LIMIT,
		forceCloseConnections: true,
		routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
	});
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
	for (const operation of OPERATIONS) {
		app.route({
			method: operation.method,
			url: operation.path,
			handler: async (request, reply) => {
				await serve(runtime, operation, request, reply);
				return reply;
			},
		});
	}
	addStorage(app, runtime);
	addControl(app, controls);
	addAdmin(app, runtime, shopify.parts);
	addStorefront(app, runtime, shopify.parts);
	addShopifyControl(app, shopify.api);
	app.setNotFoundHandler((request, reply) => {
		const entry = openEntry(runtime, arrived(request), null);
		entry.status = 404;
		entry.answeredAt = Date.now();
		void reply.code(404).send(errorBody(404, `Route ${request.method}:${request.url} not found`));
	});
	return app;
}
