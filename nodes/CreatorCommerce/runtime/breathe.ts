import { sleep } from 'n8n-workflow';

/** Gives the event loop its turn: n8n serves webhooks and the editor in the same process. */
export const breathe = async (): Promise<void> => await sleep(0);
