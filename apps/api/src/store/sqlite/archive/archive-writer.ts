import { SLOT_MS } from '@dwell/shared';
import type { Database } from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import type { ApiKey, User } from '../../ports/account-store.js';
import type { Secret, StoredData } from '../../ports/archive.js';
import { GRAINS } from '../../model/rollup-levels.js';
import { type SessionDataName, tableOf } from '../accounts/session-data-store.js';
import type { Statements } from '../connection/kysely.js';
import type { ChangeTuple, WriteTuple } from '../record/encode-session.js';
import { prepareWriterStatements, type WriterStatements } from '../record/statements.js';
import { spanClassOf } from '../schema/span-class.js';
import type { Tables } from '../schema/tables.js';
import type { UserSlotRows } from './archive-tuples.js';

/** Stores what comes from another store, in place of what is there; see Archive. */
export class ArchiveWriter {
  private readonly writer: WriterStatements;
  private readonly own: ReturnType<typeof prepareStatements>;

  constructor(
    database: Database,
    db: Kysely<Tables>,
    private readonly statements: Statements,
  ) {
    this.writer = prepareWriterStatements(database, db);
    this.own = prepareStatements(statements);
  }

  /** They settle at once; the next ping of one takes it out again. */
  sessions(changes: readonly ChangeTuple[]): void {
    this.statements.together(() => {
      for (const change of changes) for (const write of change[3]) this.session(change, write);
    });
  }

  userTime(slots: readonly UserSlotRows[]): void {
    this.statements.together(() => {
      this.endStays(slots);
      for (const { username, slot, rows } of slots) {
        this.own.removeUserTime.run(username, slot);
        for (const { view, tab, ms, visits } of rows) {
          this.writer.addUserTime.run(username, slot, view, tab, ms, visits);
        }
      }
    });
  }

  users(users: readonly User[]): void {
    this.statements.together(() => {
      for (const { username, role, passwordHash, createdAt, loginGeneration } of users) {
        this.own.setUser.run(username, role, passwordHash, createdAt, loginGeneration);
      }
    });
  }

  apiKeys(keys: readonly ApiKey[]): void {
    this.statements.together(() => {
      for (const { id, name, role, username = null, keyHash, createdAt, lastUsed = null } of keys) {
        this.own.setApiKey.run(id, name, role, username, keyHash, createdAt, lastUsed);
      }
    });
  }

  secrets(secrets: readonly Secret[]): void {
    this.statements.together(() => {
      for (const { name, value } of secrets) this.own.setSecret.run(name, value);
    });
  }

  sessionData(name: SessionDataName, records: readonly StoredData[]): void {
    this.statements.together(() => {
      for (const { sid, createdAt, data } of records) this.own.setSessionData[name].run(sid, createdAt, data);
    });
  }

  /** Makes view_time and session_slot anew. */
  rebuild(): void {
    this.statements.together(() => {
      this.statements.run(sql`delete from ${sql.table('view_time')}`);
      for (const grain of GRAINS) this.statements.run(sumTime(grain));
      this.statements.run(sql`delete from ${sql.table('session_slot')}`);
      this.statements.run(countSessions());
    });
  }

  private session([keyHash, username, client]: ChangeTuple, write: WriteTuple): void {
    const [id, ordinal, revision, superseded, start, lastPing, ...others] = write;
    const [lastVisible, lastPath, visibleMs, accounting, totals, , trail] = others;
    const spanClass = spanClassOf(start, lastPing);
    const stored = this.own.setSession.get(
      id,
      keyHash,
      ordinal,
      username,
      client,
      revision,
      superseded,
      spanClass,
      start,
      lastPing,
      lastVisible,
      lastPath,
      visibleMs,
      accounting,
    );
    if (!stored) throw new Error('A stored session has a number');
    this.own.removeTotals.run(stored.pk);
    this.own.removeTrail.run(stored.pk);
    for (const [view, tab, ms] of totals) this.writer.saveTotal.run(stored.pk, view, tab, ms);
    for (const [begins, state, path] of trail) this.writer.addStretch.run(stored.pk, begins, state, path);
  }

  /** What sessions keep back of these slots is a part of what replaces them. */
  private endStays(slots: readonly UserSlotRows[]): void {
    const replaced = new Set(slots.map(({ username, slot }) => JSON.stringify([username, slot])));
    for (const stay of this.own.stays.all()) {
      if (!replaced.has(JSON.stringify([stay.username, stay.slot]))) continue;
      this.writer.saveTotal.run(stay.pk, stay.view, stay.tab, stay.totalMs);
      this.own.endStay.run(stay.pk);
    }
  }
}

/** A session's stay; see pending-time.ts. */
interface StayRow {
  readonly pk: number;
  readonly username: string;
  readonly slot: number;
  readonly view: string;
  readonly tab: string;
  readonly totalMs: number;
}

const NO_STAY = sql`stay_view = null, stay_tab = null, stay_slot = null,
  stay_total_ms = null, stay_ms = null, stay_visits = null`;

const prepareStatements = (statements: Statements) => {
  const session = sql.table('session');
  const setSessionData = (name: SessionDataName) =>
    statements.prepare(
      sql`insert or replace into ${sql.table(tableOf(name))} (session_id, created_at, data) values (?, ?, ?)`,
    );
  return {
    setSession: statements.prepare<unknown[], { pk: number }>(sql`insert into ${session} (
        id, key_hash, ordinal, username, client, revision, superseded, settled, span_class,
        start, last_ping, last_visible_ping, last_visible_path, visible_ms, accounting
      ) values (?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)
      on conflict (id) do update set
        key_hash = excluded.key_hash, ordinal = excluded.ordinal, username = excluded.username,
        client = excluded.client, revision = excluded.revision, superseded = excluded.superseded,
        settled = excluded.settled, span_class = excluded.span_class, start = excluded.start,
        last_ping = excluded.last_ping, last_visible_ping = excluded.last_visible_ping,
        last_visible_path = excluded.last_visible_path, visible_ms = excluded.visible_ms,
        accounting = excluded.accounting, ${NO_STAY}
      returning pk`),
    removeTotals: statements.prepare<[pk: number]>(
      sql`delete from ${sql.table('session_tab')} where session = ?`,
    ),
    removeTrail: statements.prepare<[pk: number]>(
      sql`delete from ${sql.table('session_trail')} where session = ?`,
    ),
    stays: statements.prepare<[], StayRow>(sql`
      select pk, username, stay_slot as slot, stay_view as view, stay_tab as tab, stay_total_ms as totalMs
      from ${session} where settled = 0 and stay_slot is not null`),
    endStay: statements.prepare<[pk: number]>(sql`update ${session} set ${NO_STAY} where pk = ?`),
    removeUserTime: statements.prepare<[username: string, slot: number]>(
      sql`delete from ${sql.table('user_time')} where username = ? and slot = ?`,
    ),
    setUser: statements.prepare(sql`insert or replace into users
      (username, role, password_hash, created_at, login_generation) values (?, ?, ?, ?, ?)`),
    setApiKey: statements.prepare(sql`insert or replace into api_keys
      (id, name, role, username, key_hash, created_at, last_used) values (?, ?, ?, ?, ?, ?, ?)`),
    setSecret: statements.prepare(sql`insert or replace into secrets (name, value) values (?, ?)`),
    setSessionData: { logins: setSessionData('logins'), sessman: setSessionData('sessman') },
  };
};

const sumTime = (grain: number) => sql`
  insert into ${sql.table('view_time')} (grain, slot, view, tab, ms, visits)
  select ${sql.lit(grain)}, slot - slot % ${sql.lit(grain)}, view, tab, sum(ms), sum(visits) from (
    select slot, view, tab, ms, visits from ${sql.table('user_time')}
    union all
    select stay_slot, stay_view, stay_tab, stay_ms, stay_visits from ${sql.table('session')}
    where settled = 0 and stay_ms > 0
  ) group by 2, 3, 4`;

/** All of settled sessions: when they started and stopped, by view, and under '' once each. */
const countSessions = () => {
  const views = sql`
    select pk, '' as view, start, last_ping from ${sql.table('session')} where settled = 1
    union all
    select distinct pk, view, start, last_ping from ${sql.table('session')}
    join ${sql.table('session_tab')} on session = pk where settled = 1`;
  const slot = sql.lit(SLOT_MS);
  return sql`
    with viewed as (${views})
    insert into ${sql.table('session_slot')} (view, slot, started, stopped)
    select view, slot, sum(started), sum(stopped) from (
      select view, start - start % ${slot} as slot, 1 as started, 0 as stopped from viewed
      union all
      select view, last_ping - last_ping % ${slot}, 0, 1 from viewed
    ) group by view, slot`;
};
