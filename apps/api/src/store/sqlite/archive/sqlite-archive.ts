import {
  Archive,
  type SessionDataName,
  type StoredData,
  toUserSlots,
  type UserSlot,
} from '../../ports/archive.js';
import type { RecordedSession } from '../../ports/session-store.js';
import { toRecordedSession } from '../list/decode-session.js';
import type { SqliteDatabase } from '../sqlite-database.js';

/** Records that are read at a time. */
const PORTION = 500;

/** Reads and writes the whole file through the worker that commits. */
export class SqliteArchive extends Archive {
  constructor(private readonly database: SqliteDatabase) {
    super();
  }

  override count(records: 'sessions' | 'userTime' | SessionDataName): Promise<number> {
    return this.database.commit('countArchived', records);
  }

  override sessions(): AsyncGenerator<readonly RecordedSession[], void> {
    return inPortions(async (last) => {
      const rows = await this.database.commit('archivedSessions', last?.id ?? '', PORTION);
      return rows.map(toRecordedSession);
    });
  }

  override userTime(): AsyncGenerator<readonly UserSlot[], void> {
    return inPortions(async (last) => {
      const { username, slot } = last ?? { username: '', slot: 0 };
      const rows = await this.database.commit('archivedUserTime', username, slot, PORTION);
      return toUserSlots(rows.map(({ tab, ...row }) => ({ ...row, tab: tab === '' ? undefined : tab })));
    });
  }

  override addUserTime(slots: readonly UserSlot[]): Promise<void> {
    const rows = slots.flatMap(({ username, slot, time }) =>
      time.map(({ tab = '', ...total }) => ({ username, slot, tab, ...total })),
    );
    return this.database.commit('addUserTime', rows);
  }

  override sessionData(name: SessionDataName): AsyncGenerator<readonly StoredData[], void> {
    return inPortions((last) => this.database.commit('archivedSessionData', name, last?.sid ?? '', PORTION));
  }

  override putSessionData(name: SessionDataName, records: readonly StoredData[]): Promise<void> {
    return this.database.commit('putSessionData', name, records);
  }

  override rebuild(): Promise<void> {
    return this.database.commit('rebuildSums');
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
