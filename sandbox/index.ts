export { createSandbox, type Sandbox, type SandboxState } from './sandbox';
export type {
	BulkCounting,
	FaultEffect,
	FaultRule,
	LimitSettings,
	ListSettings,
	SandboxOptions,
} from './options';
export type { JournalEntry } from './server/journal';
export type { CollabRecord, DropRecord, EnhancementRecord, MediaRecord } from './store/records';
