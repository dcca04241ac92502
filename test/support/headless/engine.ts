/** n8n-core, loaded once and left without a timer or a folder behind it. */
import { userFolder } from './environment';
import { rmSync } from 'node:fs';

import { Container } from '@n8n/di';
import { InstanceSettings } from 'n8n-core';
import { SSHClientsManager } from 'n8n-core/dist/execution-engine/ssh-clients-manager';

// Reads (and first writes) the settings; from then on they are in memory and the folder is not needed.
Container.get(InstanceSettings);
rmSync(userFolder, { recursive: true, force: true });

// Every execution context asks for the SSH clients, whose clean-up timer runs each minute and would keep
// the process alive. Made and stopped here, the one instance never has a timer again.
Container.get(SSHClientsManager).onShutdown();

export {
	CredentialTestContext,
	ExecuteContext,
	ExecutionLifecycleHooks,
	ExternalSecretsProxy,
	getAdditionalKeys,
	LoadOptionsContext,
	PollContext,
	RoutingNode,
	WorkflowExecute,
} from 'n8n-core';
