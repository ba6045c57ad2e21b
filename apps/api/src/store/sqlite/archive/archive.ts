import type { Archive, Portions } from '../../ports/archive.js';
import type { Remote } from '../connection/worker-rpc.js';
import { toSession } from '../list/decode-session.js';
import { encodeChange } from '../record/encode-session.js';
import { flatten } from '../record/flat-changes.js';
import type { archiveMethods } from './archive-methods.js';

/** Returns an archive whose methods run on the worker that commits. */
export const sqliteArchive = (worker: Remote<ReturnType<typeof archiveMethods>>): Archive => ({
  count: worker.countArchived,
  sessions: () => inPortions(async (last) => (await worker.archivedSessions(last?.id ?? '')).map(toSession)),
  userTime: () => inPortions((last) => worker.archivedUserTime(last ?? { username: '', slot: 0 })),
  addSessions: async (changes) => new Set(await worker.addSessions(flatten(changes.map(encodeChange)))),
  addUserTime: worker.addUserTime,
  sessionData: (name) => inPortions((last) => worker.archivedSessionData(name, last?.sid ?? '')),
  putSessionData: worker.putSessionData,
  rebuild: async (onProgress) => {
    let steps = await worker.rebuildStep(0);
    for (let step = 1; step < steps; step++) {
      onProgress?.(step, steps);
      steps = await worker.rebuildStep(step);
    }
  },
  differences: worker.differences,
});

/** Yields portions, each read after the last record of the one before, until a portion is empty. */
async function* inPortions<T>(read: (last: T | undefined) => Promise<readonly T[]>): Portions<T> {
  let portion = await read(undefined);
  while (portion.length > 0) {
    yield portion;
    portion = await read(portion.at(-1));
  }
}
