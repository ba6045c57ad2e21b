import { DEFAULT_TABLE, SqliteStore, type SqliteStoreOptions, type Store } from '@dwell/sessions';
import type { Database } from 'better-sqlite3';
import type { SessionDataName } from '../../ports/archive.js';
import { warnOfUnreadable } from '../../unreadable-warning.js';
import type { Remote } from '../connection/worker-rpc.js';

const STORES = {
  logins: { table: DEFAULT_TABLE, rolling: false, onUnreadable: warnOfUnreadable('The login') },
  sessman: {
    table: 'sessman_sessions',
    rolling: true,
    onUnreadable: warnOfUnreadable("Sessman's session"),
  },
} as const satisfies Record<SessionDataName, SqliteStoreOptions>;

/** Returns the table of the store `name`. */
export const tableOf = (name: SessionDataName): string => STORES[name].table;

type Data = SqliteStore<unknown>;
type DataMethod = 'get' | 'set' | 'replace' | 'destroy' | 'purge' | 'all' | 'clear';

/** The worker's side of {@link SqliteSessionDataStore}. */
export const sessionDataMethods = (database: Database) => {
  let time = 0;
  const open = (name: SessionDataName): Data =>
    new SqliteStore<unknown>(database, { ...STORES[name], now: () => time });
  const stores = { logins: open('logins'), sessman: open('sessman') };
  return {
    /** Calls a method of the store `name` at the time `now`, in epoch milliseconds. */
    callSessionData: (
      name: SessionDataName,
      now: number,
      method: DataMethod,
      args: readonly unknown[],
    ): unknown => {
      time = now;
      const called: (...args: never[]) => unknown = stores[name][method];
      return called.apply(stores[name], args as never[]);
    },
  };
};

/** Stores session data in a table of the file, on the worker that commits. */
export class SqliteSessionDataStore<T> implements Store<T> {
  /** @param now returns epoch milliseconds. */
  constructor(
    private readonly worker: Remote<ReturnType<typeof sessionDataMethods>>,
    private readonly name: SessionDataName,
    private readonly now: () => number = Date.now,
  ) {}

  get(sid: string, maxAge: number): Promise<T | undefined> {
    return this.call('get', sid, maxAge) as Promise<T | undefined>;
  }

  set(sid: string, data: T): Promise<void> {
    return this.call('set', sid, data);
  }

  replace(sid: string, maxAge: number, data: T): Promise<boolean> {
    return this.call('replace', sid, maxAge, data);
  }

  destroy(sid: string): Promise<void> {
    return this.call('destroy', sid);
  }

  purge(maxAge: number): Promise<void> {
    return this.call('purge', maxAge);
  }

  all(): Promise<T[]> {
    return this.call('all') as Promise<T[]>;
  }

  clear(): Promise<void> {
    return this.call('clear');
  }

  private call<M extends DataMethod>(method: M, ...args: Parameters<Data[M]>): Promise<ReturnType<Data[M]>> {
    return this.worker.callSessionData(this.name, this.now(), method, args) as Promise<ReturnType<Data[M]>>;
  }
}
