import { MAX_ANNOTATIONS } from '@dwell/shared';
import { type Kysely, sql } from 'kysely';
import type {
  Annotation,
  AnnotationChange,
  AnnotationSearch,
  AnnotationStore,
  RemovableAnnotation,
} from '../../ports/annotation-store.js';
import type { PageQuery } from '../../ports/group-store.js';
import type { Statements } from '../connection/kysely.js';
import type { Remote } from '../connection/worker-rpc.js';
import type { AnnotationTable, Tables } from '../schema/tables.js';

/** The methods of {@link sqliteAnnotations} that run on the worker that commits. */
export const annotationWriteMethods = (db: Kysely<Tables>, statements: Statements) => ({
  createAnnotation: (annotation: Annotation): 'done' | 'too-many' =>
    statements.inTransaction(() => {
      const counted = db.selectFrom('annotations').select(({ fn }) => fn.countAll<number>().as('count'));
      if ((statements.first(counted)?.count ?? 0) >= MAX_ANNOTATIONS) return 'too-many';
      statements.run(db.insertInto('annotations').values(toRow(annotation)));
      return 'done';
    }),

  changeAnnotation: (id: string, author: string, change: AnnotationChange): boolean =>
    statements.inTransaction(() => {
      const row = statements.first(
        db.selectFrom('annotations').selectAll().where('id', '=', id).where('author', '=', author),
      );
      if (!row) return false;
      statements.run(
        db
          .updateTable('annotations')
          .set({ ...row, ...change })
          .where('id', '=', id),
      );
      return true;
    }),

  removeAnnotation: (id: string, whose: RemovableAnnotation): boolean => {
    const removing = db.deleteFrom('annotations').where('id', '=', id);
    return (
      statements.run(whose === 'of anybody' ? removing : removing.where('author', '=', whose.author)) > 0
    );
  },

  putAnnotation: (annotation: Annotation): void => {
    statements.run(db.replaceInto('annotations').values(toRow(annotation)));
  },
});

/** The methods of {@link sqliteAnnotations} that run on the worker that reads. */
export const annotationReadMethods = (db: Kysely<Tables>, statements: Statements) => ({
  listAnnotations: ({ from, to, after, limit }: AnnotationSearch): Annotation[] => {
    let query = db
      .selectFrom('annotations')
      .selectAll()
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit);
    if (from !== undefined) query = query.where('at', '>=', from);
    if (to !== undefined) query = query.where('at', '<', to);
    if (after) query = query.where(sql<boolean>`(at, id) < (${after.at}, ${after.id})`);
    return statements.all(query).map(toAnnotation);
  },

  findAnnotation: (id: string): Annotation | undefined => {
    const row = statements.first(db.selectFrom('annotations').selectAll().where('id', '=', id));
    return row && toAnnotation(row);
  },

  readAnnotations: ({ after = '', limit }: PageQuery): Annotation[] =>
    statements
      .all(db.selectFrom('annotations').selectAll().where('id', '>', after).orderBy('id').limit(limit))
      .map(toAnnotation),
});

/** Writes annotations on the worker that commits, and reads them on the worker that reads. */
export const sqliteAnnotations = (
  writer: Remote<ReturnType<typeof annotationWriteMethods>>,
  reader: Remote<ReturnType<typeof annotationReadMethods>>,
): AnnotationStore => ({
  listAnnotations: reader.listAnnotations,
  findAnnotation: reader.findAnnotation,
  readAnnotations: reader.readAnnotations,
  createAnnotation: writer.createAnnotation,
  changeAnnotation: writer.changeAnnotation,
  removeAnnotation: writer.removeAnnotation,
  putAnnotation: writer.putAnnotation,
});

const toRow = ({ createdAt, ...annotation }: Annotation): AnnotationTable => ({
  ...annotation,
  created_at: createdAt,
});

const toAnnotation = ({ created_at, ...row }: AnnotationTable): Annotation => ({
  ...row,
  createdAt: created_at,
});
