import type { ApiKey, User } from '../../ports/account-store.js';
import {
  Archive,
  type ArchivePart,
  inPortions,
  type Secret,
  type StoredData,
  type UserSlot,
} from '../../ports/archive.js';
import { compareCodePoints } from '../../model/code-points.js';
import type { RecordedSession } from '../../ports/session-store.js';
import type { SessionDataName } from '../accounts/session-data-store.js';
import { toRecordedSession } from '../list/decode-session.js';
import type { SqliteDatabase } from '../sqlite-database.js';
import { sessionTuple, type UserSlotRows, type UserTimeRow } from './archive-tuples.js';

/** Records that are read at a time. */
const PORTION = 500;

/** Everything in the file, through the worker that commits: nobody else is to be about. */
export class SqliteArchive extends Archive {
  constructor(private readonly database: SqliteDatabase) {
    super();
  }

  override readonly sessions: ArchivePart<RecordedSession> = {
    count: () => this.database.commit('countArchived', 'sessions'),
    read: () =>
      inPortions(async (last: RecordedSession | undefined) => {
        const rows = await this.database.commit('archivedSessions', last?.id ?? '', PORTION);
        return rows.map(toRecordedSession);
      }),
    write: (sessions) => this.database.commit('restoreSessions', JSON.stringify(sessions.map(sessionTuple))),
  };

  override readonly userTime: ArchivePart<UserSlot> = {
    count: () => this.database.commit('countArchived', 'userTime'),
    read: () =>
      inPortions(async (last: UserSlot | undefined) => {
        const place = [last?.username ?? '', last?.slot ?? -1] as const;
        return toUserSlots(await this.database.commit('archivedUserTime', place, PORTION));
      }),
    write: (slots) => this.database.commit('restoreUserTime', slots.map(toRows)),
  };

  override readonly users: ArchivePart<User> = {
    count: () => this.database.commit('countUsers'),
    read: () => atOnce(this.database.commit('listUsers')),
    write: (users) => this.database.commit('restoreUsers', users),
  };

  override readonly apiKeys: ArchivePart<ApiKey> = {
    count: async () => (await this.database.commit('listApiKeys')).length,
    read: () =>
      atOnce(
        this.database
          .commit('listApiKeys')
          .then((keys) => keys.toSorted((a, b) => compareCodePoints(a.id, b.id))),
      ),
    write: (keys) => this.database.commit('restoreApiKeys', keys),
  };

  override readonly secrets: ArchivePart<Secret> = {
    count: async () => (await this.database.commit('archivedSecrets')).length,
    read: () => atOnce(this.database.commit('archivedSecrets')),
    write: (secrets) => this.database.commit('restoreSecrets', secrets),
  };

  override readonly logins = this.sessionData('logins');
  override readonly sessman = this.sessionData('sessman');

  override rebuild(): Promise<void> {
    return this.database.commit('rebuildSums');
  }

  private sessionData(name: SessionDataName): ArchivePart<StoredData> {
    return {
      count: () => this.database.commit('countArchived', name),
      read: () =>
        inPortions((last: StoredData | undefined) =>
          this.database.commit('archivedSessionData', name, last?.sid ?? '', PORTION),
        ),
      write: (records) => this.database.commit('restoreSessionData', name, records),
    };
  }
}

/** What is few enough to be one portion. */
async function* atOnce<T>(all: Promise<readonly T[]>): AsyncGenerator<readonly T[], void> {
  yield await all;
}

const toUserSlots = (rows: readonly UserTimeRow[]): UserSlot[] => {
  const slots: (UserSlot & { time: UserSlot['time'][number][] })[] = [];
  for (const { username, slot, view, tab, ms, visits } of rows) {
    const last = slots.at(-1);
    const time = { view, tab: tab === '' ? undefined : tab, ms, visits };
    if (last?.username === username && last.slot === slot) last.time.push(time);
    else slots.push({ username, slot, time: [time] });
  }
  return slots;
};

const toRows = ({ username, slot, time }: UserSlot): UserSlotRows => ({
  username,
  slot,
  rows: time.map(({ view, tab = '', ms, visits }) => ({ username, slot, view, tab, ms, visits })),
});
