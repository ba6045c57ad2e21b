import type { Path } from '@dwell/shared';
import type { Statement } from 'better-sqlite3';
import { sql } from 'kysely';
import { recentEntries } from '../../../platform/recent-entries.js';
import { bound, type Statements } from '../connection/kysely.js';
import type { PathTable, StretchRow } from '../schema/tables.js';
import { decodeTrail, encodeTrail, type TrailPaths } from './trail-blob.js';

/** The most paths of which the ids are cached, and the most ids of which the paths are cached. */
const MAX_REMEMBERED = 20_000;

/** How many trails one transaction of {@link Trails.packAll} packs. */
const PORTION = 1_000;

/**
 * The trails of sessions. While a session goes on, session_trail has a row for each stretch, so that a ping writes one row
 * at most. When the session settles, its rows become a blob in settled_trail, a tenth of their size.
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

  /** Must be called for each session that settles, after its trail is written. */
  pack(pk: number): void {
    const rows = this.rowsOf.all(pk);
    if (rows.length === 0) return;
    this.addBlob.run(pk, encodeTrail(rows, this.paths));
    this.dropRows.run(pk);
  }

  /** Must be called for each session that is settled no more, before its trail is written. */
  unpack(pk: number): void {
    const blob = this.blobOf.get(pk)?.stretches;
    if (!blob) return;
    for (const { begins, state, path } of decodeTrail(blob, this.paths)) {
      this.addRow.run(pk, begins, state, path);
    }
    this.dropBlob.run(pk);
  }

  /**
   * Packs the trails of the settled sessions that are in rows, because an older version wrote the file.
   * @param onProgress is called after each transaction, with the number of the last packed session and of the last one.
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

/** Finds paths in the table of paths that have time. No row of it ever changes or goes away. */
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
    if (id === undefined || this.get(id) !== path) return undefined;
    this.ids.set(path, id);
    return id;
  }

  get(id: number): string {
    const known = this.byId.get(`${id}`);
    if (known !== undefined) return known;
    const found = this.findPath.get(id);
    if (!found) throw new Error('A path in a trail has an id');
    const path = JSON.stringify(found.tab ? [found.view, found.tab] : [found.view]);
    this.byId.set(`${id}`, path);
    return path;
  }
}
