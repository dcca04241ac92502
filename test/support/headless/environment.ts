/**
 * What n8n-core reads from the process when it is first loaded. Import this before anything of n8n-core:
 * it would otherwise write its settings into the home folder of whoever runs the tests.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The folder n8n-core keeps its settings in; `engine.ts` removes it once they have been read. */
export const userFolder = mkdtempSync(join(tmpdir(), 'n8n-headless-'));

process.env.N8N_USER_FOLDER = userFolder;
process.env.N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS ??= 'false';
process.env.N8N_LOG_LEVEL ??= 'silent';
// The stand-ins listen on loopback; a proxy set for the shell must not get between.
process.env.NO_PROXY = [process.env.NO_PROXY, '127.0.0.1', 'localhost'].filter(Boolean).join(',');
