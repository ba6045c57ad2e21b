import {
  Archive,
  type SessionDataName,
  type StoredData,
  toUserSlots,
  type UserSlot,
} from '../../ports/archive.js';
import type { Session } from '../../ports/session-store.js';
import type { Remote } from '../connection/worker-rpc.js';
import { toSession } from '../list/decode-session.js';
import type { archiveMethods } from './archive-methods.js';

/** Records that are read at a time. */
const PORTION = 500;

/** Reads and writes the whole file through the worker that commits. */
export class SqliteArchive extends Archive {
  constructor(private readonly worker: Remote<ReturnType<typeof archiveMethods>>) {
    super();
  }

  override count(records: 'sessions' | 'userTime' | SessionDataName): Promise<number> {
    return this.worker.countArchived(records);
  }

  override sessions(): AsyncGenerator<readonly Session[], void> {
    return inPortions(async (last) => {
      const rows = await this.worker.archivedSessions(last?.id ?? '', PORTION);
      return rows.map(toSession);
    });
  }

  override userTime(): AsyncGenerator<readonly UserSlot[], void> {
    return inPortions(async (last) => {
      const { username, slot } = last ?? { username: '', slot: 0 };
      const rows = await this.worker.archivedUserTime(username, slot, PORTION);
      return toUserSlots(rows.map(({ tab, ...row }) => ({ ...row, tab: tab === '' ? undefined : tab })));
    });
  }

  override addUserTime(slots: readonly UserSlot[]): Promise<void> {
    const rows = slots.flatMap(({ username, slot, time }) =>
      time.map(({ tab = '', ...total }) => ({ username, slot, tab, ...total })),
    );
    return this.worker.addUserTime(rows);
  }

  override sessionData(name: SessionDataName): AsyncGenerator<readonly StoredData[], void> {
    return inPortions((last) => this.worker.archivedSessionData(name, last?.sid ?? '', PORTION));
  }

  override putSessionData(name: SessionDataName, records: readonly StoredData[]): Promise<void> {
    return this.worker.putSessionData(name, records);
  }

  override rebuild(): Promise<void> {
    return this.worker.rebuildSums();
  }
}

/** Reads after the last record of each portion until there is none. */
async function* inPortions<T>(
  read: (last: T | undefined) => Promise<readonly T[]>,
): AsyncGenerator<readonly T[], void> {
  let portion = await read(undefined);
  while (portion.length > 0) {
    yield portion;
    portion = await read(portion.at(-1));
  }
}
