/**
 * n8n's own nodes that a template may use, with their versions, as in n8n 2.8.4 (n8n-nodes-base/dist/types/nodes.json). Nodes
 * of other services are left out on purpose: their addresses cannot be changed, so no test could see what they send.
 */
export const N8N_NODES: Record<string, number[]> = {
	aggregate: [1],
	code: [1, 2],
	convertToFile: [1, 1.1],
	dataTable: [1, 1.1],
	dateTime: [1, 2],
	emailSend: [1, 2, 2.1],
	extractFromFile: [1, 1.1],
	filter: [1, 2, 2.1, 2.2, 2.3],
	form: [1, 2.3, 2.4, 2.5],
	formTrigger: [1, 2, 2.1, 2.2, 2.3, 2.4, 2.5],
	html: [1, 1.1, 1.2],
	httpRequest: [1, 2, 3, 4, 4.1, 4.2, 4.3, 4.4],
	if: [1, 2, 2.1, 2.2, 2.3],
	limit: [1],
	manualTrigger: [1],
	markdown: [1],
	merge: [1, 2, 2.1, 3, 3.1, 3.2],
	noOp: [1],
	removeDuplicates: [1, 1.1, 2],
	respondToWebhook: [1, 1.1, 1.2, 1.3, 1.4, 1.5],
	scheduleTrigger: [1, 1.1, 1.2, 1.3],
	set: [1, 2, 3, 3.1, 3.2, 3.3, 3.4],
	sort: [1],
	splitInBatches: [1, 2, 3],
	splitOut: [1],
	stickyNote: [1],
	stopAndError: [1],
	summarize: [1, 1.1],
	switch: [1, 2, 3, 3.1, 3.2, 3.3, 3.4],
	wait: [1, 1.1],
	webhook: [1, 1.1, 2, 2.1],
};

/** Those that start a workflow. */
export const TRIGGERS = ['formTrigger', 'manualTrigger', 'scheduleTrigger', 'webhook'];

/** Credentials of n8n's own that a template may ask for. */
export const N8N_CREDENTIALS = ['httpHeaderAuth', 'httpQueryAuth', 'smtp'];
