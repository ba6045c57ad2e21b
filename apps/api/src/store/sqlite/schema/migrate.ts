import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { StoreUnusableError } from '../../ports/errors.js';
import type { Tables } from './tables.js';
import { accounts0001 } from './accounts-0001.js';
import { accounts0002 } from './accounts-0002.js';
import { accounts0003 } from './accounts-0003.js';
import { accounts0004 } from './accounts-0004.js';
import { audit0001 } from './audit-0001.js';
import { groups0001 } from './groups-0001.js';
import { kept0001 } from './kept-0001.js';
import { kept0002 } from './kept-0002.js';
import { sessions0001 } from './sessions-0001.js';
import { sessions0002 } from './sessions-0002.js';
import { sessions0003 } from './sessions-0003.js';
import { sessions0004 } from './sessions-0004.js';
import { sessions0005 } from './sessions-0005.js';
import { sessions0006 } from './sessions-0006.js';
import { sessions0007 } from './sessions-0007.js';
import { sessions0008 } from './sessions-0008.js';
import { sessions0009 } from './sessions-0009.js';
import { sessions0010 } from './sessions-0010.js';
import { sessions0011 } from './sessions-0011.js';
import { sessions0012 } from './sessions-0012.js';
import { sessions0013 } from './sessions-0013.js';
import { sessions0014 } from './sessions-0014.js';
import { sessions0015 } from './sessions-0015.js';
import { sessions0016 } from './sessions-0016.js';
import { sessions0017 } from './sessions-0017.js';
import { sessions0019 } from './sessions-0019.js';
import { sessions0020 } from './sessions-0020.js';

type Migrations = Record<string, Migration>;

const accountMigrations: Migrations = {
  '0001': accounts0001,
  '0002': accounts0002,
  '0003': accounts0003,
  '0004': accounts0004,
};

const auditMigrations: Migrations = { '0001': audit0001 };

const groupMigrations: Migrations = { '0001': groups0001 };

/** The migrations of the tables of saved views and of annotations. */
const keptMigrations: Migrations = { '0001': kept0001, '0002': kept0002 };

const sessionMigrations = (prefix: string): Migrations => ({
  '0001': sessions0001(prefix),
  '0002': sessions0002(prefix),
  '0003': sessions0003(prefix),
  '0004': sessions0004(prefix),
  '0005': sessions0005(prefix),
  '0006': sessions0006(prefix),
  '0007': sessions0007(prefix),
  '0008': sessions0008(prefix),
  '0009': sessions0009,
  '0010': sessions0010,
  '0011': sessions0011,
  '0012': sessions0012,
  '0013': sessions0013(prefix),
  '0014': sessions0014,
  '0015': sessions0015(prefix),
  '0016': sessions0016(prefix),
  '0017': sessions0017,
  '0019': sessions0019(prefix),
  '0020': sessions0020(prefix),
});

/**
 * Runs the migrations that the file does not have yet. The session tables have migrations of their own, because a file
 * has these tables once for each prefix, and all other tables once.
 * @param onUpgrade is called with a message for people before tables of an older version are migrated. The tables of
 * sessions, accounts, the audit log, groups, and saved views and annotations have one call each.
 * @throws StoreUnusableError if a newer version of Dwell has written the file.
 */
export const migrate = async (
  db: Kysely<Tables>,
  prefix: string,
  file: string,
  onUpgrade?: (line: string) => void,
): Promise<void> => {
  const all: Record<string, Migrations> = {
    account_migration: accountMigrations,
    audit_migration: auditMigrations,
    group_migration: groupMigrations,
    kept_migration: keptMigrations,
    [`${prefix}session_migration`]: sessionMigrations(prefix),
  };
  // A migration may put a copy in the place of a table. If foreign keys were on, dropping the old table would delete
  // the rows of other tables that refer to it.
  await sql`pragma foreign_keys = off`.execute(db);
  try {
    for (const [table, known] of Object.entries(all)) await run(db, file, table, known, onUpgrade);
  } finally {
    await sql`pragma foreign_keys = on`.execute(db);
  }
};

const run = async (
  db: Kysely<Tables>,
  file: string,
  table: string,
  known: Migrations,
  onUpgrade?: (line: string) => void,
): Promise<void> => {
  const applied = await appliedMigrations(db, table);
  const newer = applied.filter((name) => !(name in known));
  if (newer.length > 0) {
    throw new StoreUnusableError(
      `${file} was written by a newer version of Dwell (its ${table} ${newer.join(', ')} is not known here); start that version`,
    );
  }
  const missing = Object.keys(known).filter((name) => !applied.includes(name));
  if (applied.length > 0 && missing.length > 0) {
    onUpgrade?.(
      `${file} was written by an older version of Dwell and is upgraded now (${table} ${missing.join(', ')}); a large file takes minutes, and an interruption loses nothing`,
    );
  }
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(known) },
    migrationTableName: table,
    migrationLockTableName: `${table}_lock`,
  });
  const { error } = await migrator.migrateToLatest();
  if (error instanceof Error) throw error;
};

const appliedMigrations = async (db: Kysely<Tables>, table: string): Promise<string[]> => {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === table)) return [];
  const rows = await db
    .withTables<Record<string, { name: string }>>()
    .selectFrom(table)
    .select('name')
    .execute();
  return rows.map(({ name }) => name);
};
