import type { Path } from '@dwell/shared';
import type { Statement } from 'better-sqlite3';
import { sql } from 'kysely';
import { recentEntries } from '../../../platform/recent-entries.js';
import { bound, type Statements } from '../connection/kysely.js';
import type { PathTable, StretchRow } from '../schema/tables.js';
import { decodeTrail, encodeTrail, type TrailPaths } from './trail-blob.js';

/** How many ids of paths are cached, and how many paths of ids. */
const MAX_REMEMBERED = 20_000;

/** The most trails that one transaction of {@link Trails.packAll} packs. */
const PORTION = 1_000;

/**
 * Reads trails, and moves them between their two tables. Until a session settles, session_trail has a row for each
 * stretch, so that most pings write one row of it or none. When the session settles, its rows become a blob in
 * settled_trail, a tenth of their size.
 */
export class Trails {
  private readonly paths: StoredPaths;
  private readonly rowsOf: Statement<[pk: number], StretchRow>;
  private readonly dropRows: Statement<[pk: number]>;
  private readonly addRow: Statement<[pk: number, begins: number, state: string, path: string | null]>;
  private readonly blobOf: Statement<[pk: number], { stretches: Uint8Array }>;
  private readonly dropBlob: Statement<[pk: number]>;
  private readonly addBlob: Statement<[pk: number, stretches: Uint8Array]>;

  constructor(private readonly statements: Statements) {
    const [rows, blobs] = [sql.table('session_trail'), sql.table('settled_trail')];
    this.paths = new StoredPaths(statements);
    this.rowsOf = statements.prepare(
      sql`select begins, state, path from ${rows} where session = ${bound()} order by begins`,
    );
    this.dropRows = statements.prepare(sql`delete from ${rows} where session = ${bound()}`);
    this.addRow = statements.prepare(sql`insert into ${rows} (session, begins, state, path)
      values (${bound()}, ${bound()}, ${bound()}, ${bound()})`);
    this.blobOf = statements.prepare(sql`select stretches from ${blobs} where session = ${bound()}`);
    this.dropBlob = statements.prepare(sql`delete from ${blobs} where session = ${bound()}`);
    this.addBlob = statements.prepare(
      sql`insert into ${blobs} (session, stretches) values (${bound()}, ${bound()})`,
    );
  }

  /** Returns the session's stretches in their order. */
  read(pk: number): StretchRow[] {
    const blob = this.blobOf.get(pk)?.stretches;
    return blob ? decodeTrail(blob, this.paths) : this.rowsOf.all(pk);
  }

  /** Turns a session's rows into a blob. Must be called when the session settles, after its trail is written. */
  pack(pk: number): void {
    const rows = this.rowsOf.all(pk);
    if (rows.length === 0) return;
    this.addBlob.run(pk, encodeTrail(rows, this.paths));
    this.dropRows.run(pk);
  }

  /** Turns a blob into rows again. Must be called when a settled session goes on, before its trail is written. */
  unpack(pk: number): void {
    const blob = this.blobOf.get(pk)?.stretches;
    if (!blob) return;
    for (const { begins, state, path } of decodeTrail(blob, this.paths)) {
      this.addRow.run(pk, begins, state, path);
    }
    this.dropBlob.run(pk);
  }

  /**
   * Packs the trails of settled sessions that are still in rows. An older version may have left them there.
   * @param onProgress is called after each transaction, with the pk of the last packed session, and with the largest pk
   * of all sessions.
   */
  packAll(onProgress?: (done: number, of: number) => void): void {
    let last = 0;
    for (;;) {
      const found = this.statements.all(sql<{ pk: number }>`
        select distinct session as pk from ${sql.table('session_trail')}
        where session > ${last}
          and exists (select 1 from ${sql.table('session')} where pk = session and settled = 1)
        order by session limit ${PORTION}`);
      const end = found.at(-1)?.pk;
      if (end === undefined) return;
      this.statements.inTransaction(() => {
        for (const { pk } of found) this.pack(pk);
      });
      last = end;
      onProgress?.(end, this.newest());
    }
  }

  /** Empties the caches. Must be called after a transaction has failed, because it may have added paths. */
  forget(): void {
    this.paths.forget();
  }

  private newest(): number {
    const newest = this.statements.first(
      sql<{ pk: number }>`select max(pk) as pk from ${sql.table('session')}`,
    );
    return newest?.pk ?? 0;
  }
}

/** Finds paths in the table `path`, whose rows never change and are never deleted. */
class StoredPaths implements TrailPaths {
  private readonly ids = recentEntries<number>(MAX_REMEMBERED);
  private readonly byId = recentEntries<string>(MAX_REMEMBERED);
  private readonly findId: Statement<[view: string, tab: string], { id: number }>;
  private readonly findPath: Statement<[id: number], PathTable>;

  constructor(statements: Statements) {
    const paths = sql.table('path');
    this.findId = statements.prepare(
      sql`select id from ${paths} where view = ${bound()} and tab = ${bound()}`,
    );
    this.findPath = statements.prepare(sql`select id, view, tab from ${paths} where id = ${bound()}`);
  }

  forget(): void {
    this.ids.clear();
    this.byId.clear();
  }

  idOf(path: string): number | undefined {
    const known = this.ids.get(path);
    if (known !== undefined) return known;
    const [view, tab = ''] = JSON.parse(path) as Path;
    const id = this.findId.get(view, tab)?.id;
    // The JSON may differ from the path of the id, as in ["home",""]. Then the blob must keep the JSON itself.
    if (id === undefined || this.get(id) !== path) return undefined;
    this.ids.set(path, id);
    return id;
  }

  get(id: number): string {
    const known = this.byId.get(`${id}`);
    if (known !== undefined) return known;
    const found = this.findPath.get(id);
    if (!found) throw new Error(`The trail of a session names a path that does not exist: ${id}`);
    const path = JSON.stringify(found.tab ? [found.view, found.tab] : [found.view]);
    this.byId.set(`${id}`, path);
    return path;
  }
}
