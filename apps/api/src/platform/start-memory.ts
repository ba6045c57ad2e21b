import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * How long after the start the memory is given back, in milliseconds: requests that waited for the start come first.
 */
const GIVE_BACK_AFTER_MS = 2_000;

type Collect = (options: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void;

/**
 * Gives memory back that only the start of a server needed, once, soon after this call. V8 collects garbage when a heap
 * is nearly full. So a server that is idle after its start would keep the start's garbage, and a young generation as
 * large as the start had made it: 24 MB in all. Node has no function for this but V8's `gc`, which V8 adds to contexts
 * that are made after its flag is set.
 */
export const giveBackStartMemory = (): void => {
  setTimeout(() => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('globalThis.gc') as Collect | undefined;
    setFlagsFromString('--no-expose-gc');
    collect?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  }, GIVE_BACK_AFTER_MS).unref();
};
