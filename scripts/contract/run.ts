/** Drives every case, holds what was sent against the file, and keeps the tally. */
import type { EndpointId } from '../../nodes/CreatorCommerce/api/endpoints';
import type { ApiCase } from './cases/api';
import { API_CASES } from './cases/api';
import type { CapturedRequest, Checker, Verdict } from './check';
import { createChecker } from './check';
import { driveApi, KEY_HEADERS } from './driveApi';
import { driveNode } from './driveNode';
import { startExampleServer } from './exampleServer';
import type { NodeCase } from './cases/node';
import { NODE_CASES } from './cases/node';
import type { Api } from './openapi';
import { startSandbox } from './sandbox';
import { ANY_WORLD } from './world';

export interface CaseResult {
	operationId: string;
	name: string;
	via: 'node' | 'API client';
	requests: number;
	/** Empty: the case passed. */
	findings: string[];
	/** Operations the case reached, its own and those it came by. */
	reached: string[];
	additions: string[];
	notes: string[];
}

export interface Tally {
	results: CaseResult[];
	operations: number;
	throughNode: number;
	inAll: number;
	/** Operations no case reached. */
	missing: string[];
}

interface Planned {
	operationId: string;
	name: string;
	via: CaseResult['via'];
	keyType: 'channel' | 'partner';
}

function judge(checker: Checker, planned: Planned, requests: CapturedRequest[], fault?: string): CaseResult {
	const authHeader = KEY_HEADERS[planned.keyType];
	const verdicts = requests.map((request): [CapturedRequest, Verdict] => [
		request,
		checker.check(request, { authHeader }),
	]);
	const reached = [...new Set(verdicts.flatMap(([, { operationId }]) => operationId ?? []))];
	const findings = verdicts.flatMap(([{ method, rawUrl }, verdict]) =>
		verdict.findings.map((finding) => `${finding} [${method} ${rawUrl}]`),
	);
	if (fault !== undefined) findings.unshift(fault);
	if (!reached.includes(planned.operationId)) findings.push(`no request for ${planned.operationId} was sent`);
	const of = (key: 'additions' | 'notes') =>
		verdicts.flatMap(([, verdict]) => verdict[key].map((what) => `${verdict.operationId ?? ''}: ${what}`));
	return {
		operationId: planned.operationId,
		name: planned.name,
		via: planned.via,
		requests: requests.length,
		findings,
		reached,
		additions: of('additions'),
		notes: of('notes'),
	};
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

async function throughNode(
	checker: Checker,
	cases: NodeCase[],
	report: (result: CaseResult) => void,
): Promise<CaseResult[]> {
	if (cases.length === 0) return [];
	const standIn = await startSandbox();
	const results: CaseResult[] = [];
	try {
		for (const nodeCase of cases) {
			await standIn.reset();
			const world = standIn.world();
			const fault = await driveNode(standIn, nodeCase, world).catch(messageOf);
			const planned: Planned = {
				operationId: nodeCase.operationId,
				name: nodeCase.name,
				via: 'node',
				keyType: nodeCase.keyType ?? 'channel',
			};
			const result = judge(checker, planned, standIn.captured(), fault);
			report(result);
			results.push(result);
		}
	} finally {
		await standIn.close();
	}
	return results;
}

async function throughClient(
	api: Api,
	checker: Checker,
	cases: Array<[EndpointId, ApiCase]>,
	report: (result: CaseResult) => void,
): Promise<CaseResult[]> {
	const standIn = await startExampleServer(api, checker);
	const results: CaseResult[] = [];
	try {
		for (const [operationId, apiCase] of cases) {
			standIn.clear();
			const keyType = apiCase.keyType ?? 'channel';
			const fault = await driveApi(standIn.url, operationId, apiCase, ANY_WORLD).then(
				() => undefined,
				messageOf,
			);
			const planned: Planned = { operationId, name: apiCase.name, via: 'API client', keyType };
			const result = judge(checker, planned, standIn.captured(), fault);
			report(result);
			results.push(result);
		}
	} finally {
		await standIn.close();
	}
	return results;
}

const isEndpoint = (id: string): id is EndpointId => id in API_CASES;

/** @param report called with each result as it comes */
export async function runContract(api: Api, report: (result: CaseResult) => void): Promise<Tally> {
	const checker = createChecker(api);
	const ids = api.operations.map(({ id }) => id);
	const viaNode = await throughNode(checker, NODE_CASES, report);
	const byNode = new Set(viaNode.flatMap(({ reached }) => reached));

	const left = ids.filter(isEndpoint).filter((id) => !byNode.has(id));
	const apiCases = left.flatMap((id) => API_CASES[id].map((one): [EndpointId, ApiCase] => [id, one]));
	const viaClient = await throughClient(api, checker, apiCases, report);

	const all = new Set([...byNode, ...viaClient.flatMap(({ reached }) => reached)]);
	return {
		results: [...viaNode, ...viaClient],
		operations: ids.length,
		throughNode: ids.filter((id) => byNode.has(id)).length,
		inAll: ids.filter((id) => all.has(id)).length,
		missing: ids.filter((id) => !all.has(id)),
	};
}
