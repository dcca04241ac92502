/**
 * Whole n8n workflows on n8n-core, in this process and without a server. Items, expressions, credentials,
 * error outputs, Retry On Fail, hints and cancelling are n8n-core's own; only the database is left out.
 */
import './headless/environment';

export type { InstanceOptions as HeadlessOptions, Instance } from './headless/instance';
export { createInstance } from './headless/instance';
export type { RunNodeOptions, RunNodeResult } from './headless/node';
export { runNode } from './headless/node';
export type { RecordedError, RunWorkflowOptions, RunWorkflowResult, WorkflowJson } from './headless/workflow';
export { runWorkflow } from './headless/workflow';
export type { EditorOptions, ListSearchOptions } from './headless/editor';
export { listSearch, loadOptions, resourceMapperFields } from './headless/editor';
export { testCredential } from './headless/credentialTest';
export type { PollOptions } from './headless/poll';
export { pollNode } from './headless/poll';
