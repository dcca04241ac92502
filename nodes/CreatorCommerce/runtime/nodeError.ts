import { type INode, type JsonObject, NodeApiError, NodeOperationError } from 'n8n-workflow';
import { ApiError } from '../api/failure';
import { PartlyDoneError } from '../api/partner/save';
import { ShopifyError } from '../shopify';
import { HIDDEN } from '../api/secrets';
import { type Message, NOWHERE, type Where, explain, inOne } from './messages';

export { NOWHERE };

/** The error that ends the node, as the editor shows it: what happened above, what to do below. */
export function nodeError(
	node: INode,
	fault: unknown,
	where: Where,
	options: { itemIndex?: number; also?: string } = {},
): NodeApiError | NodeOperationError {
	const message = explain(fault, where);
	if (message === undefined) {
		return new NodeOperationError(withoutKeys(node), fault instanceof Error ? fault : String(fault), {
			itemIndex: options.itemIndex,
		});
	}
	const description = [message.todo, options.also].filter(Boolean).join(' ');
	return build(node, fault, { what: message.what, todo: description }, options.itemIndex);
}

/** An item's own error. n8n keeps only its message, so it says both what happened and what to do. */
export function itemError(
	node: INode,
	fault: unknown,
	where: Where,
	itemIndex: number,
): NodeApiError | NodeOperationError {
	const message = explain(fault, where);
	if (message === undefined) return nodeError(node, fault, where, { itemIndex });
	return build(node, fault, { what: inOne(message), todo: message.todo }, itemIndex);
}

function build(
	node: INode,
	fault: unknown,
	{ what, todo }: Message,
	itemIndex: number | undefined,
): NodeApiError | NodeOperationError {
	const api = fault instanceof PartlyDoneError ? fault.cause : fault;
	if (!(api instanceof ApiError || api instanceof ShopifyError)) {
		return new NodeOperationError(withoutKeys(node), what, { description: todo, itemIndex });
	}
	const { status } = api instanceof ApiError ? api.failure : api;
	const response: JsonObject = {
		...(api instanceof ApiError
			? { request: api.failure.request, tries: api.tries }
			: { request: api.operation, kind: api.kind }),
		...(status !== undefined && { status }),
	};
	return new NodeApiError(withoutKeys(node), response, {
		message: what,
		description: todo,
		...(status !== undefined && { httpCode: String(status) }),
		itemIndex,
	});
}

/** n8n keeps the node's parameters with an error: what was filled in as settings of an integration are keys. */
const withoutKeys = (node: INode): INode =>
	'settings' in node.parameters ? { ...node, parameters: { ...node.parameters, settings: HIDDEN } } : node;
