import { setFlagsFromString } from 'v8';
import { runInNewContext } from 'vm';

setFlagsFromString('--expose_gc');

/** So that memory is only what is still held. */
export const collectGarbage: () => void = runInNewContext('gc');
