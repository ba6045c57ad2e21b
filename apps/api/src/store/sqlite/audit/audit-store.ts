import type { Kysely } from 'kysely';
import { firstAuditIdAt } from '../../model/audit-id.js';
import type { AuditEntry, AuditSearch, AuditStore } from '../../ports/audit-store.js';
import type { Statements } from '../connection/kysely.js';
import type { Remote } from '../connection/worker-rpc.js';
import type { AuditTable, Tables } from '../schema/tables.js';

/** The methods of {@link sqliteAudit} that run on the worker that commits. */
export const auditWriteMethods = (db: Kysely<Tables>, statements: Statements) => ({
  putAudit: (entries: readonly AuditEntry[]): void => {
    statements.inTransaction(() => {
      for (const entry of entries) statements.run(db.replaceInto('audit').values(toRow(entry)));
    });
  },

  purgeAudit: (before: number): void => {
    statements.run(db.deleteFrom('audit').where('id', '<', firstAuditIdAt(before)));
  },
});

/** The methods of {@link sqliteAudit} that run on the worker that reads. */
export const auditReadMethods = (db: Kysely<Tables>, statements: Statements) => ({
  countAudit: (): number =>
    statements.first(db.selectFrom('audit').select(({ fn }) => fn.countAll<number>().as('count')))?.count ??
    0,

  listAudit: ({ actor, act, from, to, order, after, limit }: AuditSearch): AuditEntry[] => {
    const isNewestFirst = order === 'newest first';
    let query = db
      .selectFrom('audit')
      .selectAll()
      .orderBy('id', isNewestFirst ? 'desc' : 'asc')
      .limit(limit);
    if (actor !== undefined) query = query.where('actor', '=', actor);
    if (act !== undefined) query = query.where('act', '=', act);
    if (from !== undefined) query = query.where('id', '>=', firstAuditIdAt(from));
    if (to !== undefined) query = query.where('id', '<', firstAuditIdAt(to));
    if (after !== undefined) query = query.where('id', isNewestFirst ? '<' : '>', after);
    return statements.all(query).map(toEntry);
  },
});

export const sqliteAudit = (
  writer: Remote<ReturnType<typeof auditWriteMethods>>,
  reader: Remote<ReturnType<typeof auditReadMethods>>,
): AuditStore => ({
  put: writer.putAudit,
  purge: writer.purgeAudit,
  list: reader.listAudit,
  count: reader.countAudit,
});

const toRow = ({ actor, via, address, target, detail, ...entry }: AuditEntry): AuditTable => ({
  ...entry,
  actor: actor ?? null,
  via: via ?? null,
  address: address ?? null,
  target: target ?? null,
  detail: detail ?? null,
});

const toEntry = ({ actor, via, address, target, detail, ...row }: AuditTable): AuditEntry => ({
  ...row,
  ...(actor === null ? {} : { actor }),
  ...(via === null ? {} : { via }),
  ...(address === null ? {} : { address }),
  ...(target === null ? {} : { target }),
  ...(detail === null ? {} : { detail }),
});
