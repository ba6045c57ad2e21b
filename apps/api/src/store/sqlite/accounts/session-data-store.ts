import { DEFAULT_TABLE, encodeData, SqliteStore, type SqliteStoreOptions, type Store } from '@dwell/sessions';
import type { Database } from 'better-sqlite3';
import type { SessionDataName } from '../../ports/archive.js';
import type { DataScope, Login, SessmanSession, StoredLogin } from '../../ports/session-data-stores.js';
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
type DataMethod = 'get' | 'set' | 'replace' | 'destroy' | 'all' | 'clear';

/** How many rows one call to the worker removes. Keepalives can be committed between two calls. */
const PURGE_BATCH = 200;

/** Returns an SQL expression for a field of a row's data; null if the data has no such field, or is damaged. */
const memberOf = (name: keyof SessmanSession | keyof Login): string =>
  `iif(json_valid(data), json_extract(data, '$.${name}'), null)`;

/**
 * Creates an index of each of the two tables by age, for purges, and an index for the sums of sessman's data by owner
 * and user. The latter has the numbers of bytes too, so that no data is read for a sum.
 */
const createIndexes = (database: Database): void => {
  for (const name of ['logins', 'sessman'] as const) {
    database.exec(`create index if not exists ${name}_by_age on ${tableOf(name)} (created_at)`);
  }
  const columns = `${memberOf('owner')}, ${memberOf('user')}, octet_length(data)`;
  database.exec(`create index if not exists sessman_by_owner_user on ${tableOf('sessman')} (${columns})`);
  // Removes the indexes that an older version created.
  database.exec('drop index if exists sessman_by_owner; drop index if exists sessman_by_user');
};

/** The methods of the connection that reads. They sum up the bytes of sessman's data. */
export const sessionDataReadMethods = (database: Database) => {
  const prepare = <P extends unknown[]>(condition: string) =>
    database.prepare<P, { bytes: number }>(
      `select total(octet_length(data)) as bytes from ${tableOf('sessman')} where ${condition}`,
    );
  const byOwner = prepare<[string]>(`${memberOf('owner')} is ?`);
  const byUser = prepare<[string | null, string]>(`${memberOf('owner')} is ? and ${memberOf('user')} = ?`);
  const all = prepare<[]>('true');
  return {
    usedSessmanBytes: (scope: DataScope): number => {
      if (scope === 'all') return all.get()?.bytes ?? 0;
      if ('user' in scope) return byUser.get(scope.owner ?? null, scope.user)?.bytes ?? 0;
      return byOwner.get(scope.owner)?.bytes ?? 0;
    },
  };
};

/** Returns the method that finds the logins of a user, and creates the index for it. */
const loginsOfUserMethod = (database: Database) => {
  const table = tableOf('logins');
  const username = memberOf('username');
  database.exec(`create index if not exists logins_by_user on ${table} (${username})`);
  const select = database.prepare<[string], { sid: string; data: string }>(
    `select session_id as sid, data from ${table} where ${username} = ? order by session_id`,
  );
  return (user: string): StoredLogin[] =>
    select.all(user).map(({ sid, data }) => ({ sid, login: JSON.parse(data) as Login }));
};

/** The worker's side of {@link SqliteSessionDataStore}. */
export const sessionDataMethods = (database: Database) => {
  let time = 0;
  const open = (name: SessionDataName): Data =>
    new SqliteStore<unknown>(database, { ...STORES[name], now: () => time });
  const stores = { logins: open('logins'), sessman: open('sessman') };
  createIndexes(database);
  const preparePurge = (name: SessionDataName) => {
    const table = tableOf(name);
    const oldest = `select rowid from ${table} where created_at < ? limit ${PURGE_BATCH}`;
    return database.prepare<[number]>(`delete from ${table} where rowid in (${oldest})`);
  };
  const purges = { logins: preparePurge('logins'), sessman: preparePurge('sessman') };
  return {
    loginsOfUser: loginsOfUserMethod(database),
    /** Removes some data that was stored before `before`, in epoch milliseconds. Returns whether there may be more. */
    purgeSomeSessionData: (name: SessionDataName, before: number): boolean =>
      purges[name].run(before).changes === PURGE_BATCH,
    /**
     * Calls a method of the store `name` at the time `now`, in epoch milliseconds. `set` and `replace` take the data as
     * JSON in their last argument.
     */
    callSessionData: (
      name: SessionDataName,
      now: number,
      method: DataMethod,
      args: readonly unknown[],
    ): unknown => {
      time = now;
      const called: (...args: never[]) => unknown = stores[name][method];
      const hasData = method === 'set' || method === 'replace';
      const values = hasData ? args.with(-1, JSON.parse(String(args.at(-1)))) : args;
      return called.apply(stores[name], values as never[]);
    },
  };
};

/** Stores session data in a table of the file, on the worker that commits. */
export class SqliteSessionDataStore<T> implements Store<T> {
  /** @param now returns epoch milliseconds. */
  constructor(
    protected readonly worker: Remote<ReturnType<typeof sessionDataMethods>>,
    private readonly name: SessionDataName,
    private readonly now: () => number = Date.now,
  ) {}

  get(sid: string, maxAge: number): Promise<T | undefined> {
    return this.call('get', sid, maxAge) as Promise<T | undefined>;
  }

  // The data crosses to the worker as JSON: a structured clone would keep, or refuse, other values than JSON does.
  async set(sid: string, data: T): Promise<void> {
    return this.call('set', sid, encodeData(data));
  }

  async replace(sid: string, maxAge: number, data: T): Promise<boolean> {
    return this.call('replace', sid, maxAge, encodeData(data));
  }

  destroy(sid: string): Promise<boolean> {
    return this.call('destroy', sid);
  }

  async purge(maxAge: number): Promise<void> {
    if (maxAge === 0) return;
    const before = this.now() - maxAge;
    while (await this.worker.purgeSomeSessionData(this.name, before));
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

/** Stores logins, and finds the logins of a user. */
export class SqliteLoginStore extends SqliteSessionDataStore<Login> {
  ofUser(username: string): Promise<StoredLogin[]> {
    return this.worker.loginsOfUser(username);
  }
}

/** Stores sessman's data, and sums up its size in bytes. */
export class SqliteSessmanStore extends SqliteSessionDataStore<SessmanSession> {
  constructor(
    worker: Remote<ReturnType<typeof sessionDataMethods>>,
    private readonly reader: Remote<ReturnType<typeof sessionDataReadMethods>>,
    now: () => number,
  ) {
    super(worker, 'sessman', now);
  }

  usedBytes(scope: DataScope): Promise<number> {
    return this.reader.usedSessmanBytes(scope);
  }
}
