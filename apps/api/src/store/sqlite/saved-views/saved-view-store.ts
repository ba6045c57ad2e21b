import { MAX_SAVED_VIEWS_PER_USER, MAX_SHARED_VIEWS } from '@dwell/shared';
import type { Kysely } from 'kysely';
import type { PageQuery } from '../../ports/group-store.js';
import type {
  SavedView,
  SavedViewChange,
  SavedViewRefusal,
  SavedViewStore,
} from '../../ports/saved-view-store.js';
import type { Statements } from '../connection/kysely.js';
import type { Remote } from '../connection/worker-rpc.js';
import type { SavedViewTable, Tables } from '../schema/tables.js';

/** The methods of {@link sqliteSavedViews} that run on the worker that commits. */
export const savedViewWriteMethods = (db: Kysely<Tables>, statements: Statements) => {
  const isTaken = (owner: string, name: string): boolean =>
    statements.first(
      db.selectFrom('saved_views').select('id').where('owner', '=', owner).where('name', '=', name),
    ) !== undefined;

  const countOwn = (owner: string): number =>
    statements.first(
      db
        .selectFrom('saved_views')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('owner', '=', owner),
    )?.count ?? 0;

  const countShared = (): number =>
    statements.first(
      db
        .selectFrom('saved_views')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('shared', '=', 1),
    )?.count ?? 0;

  return {
    createSavedView: (view: SavedView): 'done' | SavedViewRefusal =>
      statements.inTransaction(() => {
        const { owner, name, shared } = view;
        if (isTaken(owner, name)) return 'name-taken';
        if (countOwn(owner) >= MAX_SAVED_VIEWS_PER_USER) return 'too-many';
        if (shared && countShared() >= MAX_SHARED_VIEWS) return 'too-many-shared';
        statements.run(db.insertInto('saved_views').values(toRow(view)));
        return 'done';
      }),

    changeSavedView: (
      id: string,
      owner: string,
      change: SavedViewChange,
    ): 'done' | 'no-view' | 'name-taken' | 'too-many-shared' =>
      statements.inTransaction(() => {
        const row = statements.first(
          db.selectFrom('saved_views').selectAll().where('id', '=', id).where('owner', '=', owner),
        );
        if (!row) return 'no-view';
        const before = toView(row);
        const after = { ...before, ...change };
        if (after.name !== before.name && isTaken(owner, after.name)) return 'name-taken';
        if (after.shared && !before.shared && countShared() >= MAX_SHARED_VIEWS) return 'too-many-shared';
        statements.run(db.updateTable('saved_views').set(toRow(after)).where('id', '=', id));
        return 'done';
      }),

    removeSavedView: (id: string, of: { readonly owner: string } | 'anybody who shares'): boolean => {
      const removing = db.deleteFrom('saved_views').where('id', '=', id);
      const removed = statements.run(
        of === 'anybody who shares'
          ? removing.where('shared', '=', 1)
          : removing.where('owner', '=', of.owner),
      );
      return removed > 0;
    },

    removePrivateViews: (owner: string): void => {
      statements.run(db.deleteFrom('saved_views').where('owner', '=', owner).where('shared', '=', 0));
    },

    putSavedView: (view: SavedView): void => {
      statements.run(db.replaceInto('saved_views').values(toRow(view)));
    },
  };
};

/** The methods of {@link sqliteSavedViews} that run on the worker that reads. */
export const savedViewReadMethods = (db: Kysely<Tables>, statements: Statements) => ({
  listSavedViews: (reader: string | undefined): SavedView[] =>
    statements
      .all(
        db
          .selectFrom('saved_views')
          .selectAll()
          .where(({ eb, or }) =>
            or([eb('shared', '=', 1), ...(reader === undefined ? [] : [eb('owner', '=', reader)])]),
          )
          .orderBy('name')
          .orderBy('id'),
      )
      .map(toView),

  findSavedView: (id: string): SavedView | undefined => {
    const row = statements.first(db.selectFrom('saved_views').selectAll().where('id', '=', id));
    return row && toView(row);
  },

  readSavedViews: ({ after = '', limit }: PageQuery): SavedView[] =>
    statements
      .all(db.selectFrom('saved_views').selectAll().where('id', '>', after).orderBy('id').limit(limit))
      .map(toView),
});

/** Writes saved views on the worker that commits, and reads them on the worker that reads. */
export const sqliteSavedViews = (
  writer: Remote<ReturnType<typeof savedViewWriteMethods>>,
  reader: Remote<ReturnType<typeof savedViewReadMethods>>,
): SavedViewStore => ({
  listSavedViews: reader.listSavedViews,
  findSavedView: reader.findSavedView,
  readSavedViews: reader.readSavedViews,
  createSavedView: writer.createSavedView,
  changeSavedView: writer.changeSavedView,
  removeSavedView: writer.removeSavedView,
  removePrivateViews: writer.removePrivateViews,
  putSavedView: writer.putSavedView,
});

const toRow = ({ createdAt, shared, ...view }: SavedView): SavedViewTable => ({
  ...view,
  shared: shared ? 1 : 0,
  created_at: createdAt,
});

const toView = ({ created_at, shared, ...row }: SavedViewTable): SavedView => ({
  ...row,
  shared: shared === 1,
  createdAt: created_at,
});
