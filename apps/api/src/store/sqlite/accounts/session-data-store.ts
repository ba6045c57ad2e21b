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
type DataMethod = 'get' | 'set' | 'replace' | 'destroy' | 'purge' | 'all' | 'clear';

/** Returns an SQL expression for a field of a row's data; null if another program has damaged the data. */
const memberOf = (name: keyof SessmanSession | keyof Login): string =>
  `iif(json_valid(data), json_extract(data, '$.${name}'), null)`;

/**
 * Sums up the bytes of sessman's data. Two indexes, by owner and by user, also have the bytes, so that no data is read.
 */
const usedBytesMethod = (database: Database) => {
  const table = tableOf('sessman');
  const prepare = (by: 'owner' | 'user') => {
    database.exec(
      `create index if not exists sessman_by_${by} on ${table} (${memberOf(by)}, octet_length(data))`,
    );
    return database.prepare<[string], { bytes: number }>(
      `select total(octet_length(data)) as bytes from ${table} where ${memberOf(by)} = ?`,
    );
  };
  const [byOwner, byUser] = [prepare('owner'), prepare('user')];
  const all = database.prepare<[], { bytes: number }>(
    `select total(octet_length(data)) as bytes from ${table}`,
  );
  return (scope: DataScope): number => {
    if (scope === 'all') return all.get()?.bytes ?? 0;
    return ('owner' in scope ? byOwner.get(scope.owner) : byUser.get(scope.user))?.bytes ?? 0;
  };
};

/** Finds the logins of a user by an index. */
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
  return {
    usedSessmanBytes: usedBytesMethod(database),
    loginsOfUser: loginsOfUserMethod(database),
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

/** Stores logins, and finds those of a user. */
export class SqliteLoginStore extends SqliteSessionDataStore<Login> {
  ofUser(username: string): Promise<StoredLogin[]> {
    return this.worker.loginsOfUser(username);
  }
}

/** Stores sessman's data, and sums up its size in bytes. */
export class SqliteSessmanStore extends SqliteSessionDataStore<SessmanSession> {
  usedBytes(scope: DataScope): Promise<number> {
    return this.worker.usedSessmanBytes(scope);
  }
}
