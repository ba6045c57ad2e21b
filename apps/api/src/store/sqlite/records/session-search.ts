import type { SessionSort } from '@dwell/shared';
import { type Expression, type Kysely, type SqlBool, sql } from 'kysely';
import type { SessionQuery } from '../../session-store.js';
import { prefixRange } from '../../prefix-range.js';
import type { Statements } from '../connection/kysely.js';
import type { Tables } from '../tables.js';
import { SPAN_CLASSES } from './span-class.js';
import { boundsInClass, type Range, type TimeBounds, timeBounds } from './time-bounds.js';

type SortColumn = 'start' | 'last_ping' | 'visible_ms' | 'username';

const SORT_COLUMNS: Record<SessionSort, SortColumn> = {
  start: 'start',
  last_ping: 'last_ping',
  visible_duration: 'visible_ms',
  username: 'username',
};

/** Finds which sessions a question is answered with. */
export class SessionSearch {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly statements: Statements,
  ) {}

  /** The sessions of one page, in order, by their rows' numbers. */
  page(query: SessionQuery): number[] {
    const column = SORT_COLUMNS[query.sort];
    const [first, ...others] = this.arms(query, column);
    if (!first) return [];
    const all = others.reduce((merged, arm) => merged.unionAll(arm), first);
    return this.statements
      .all(all.orderBy('sort', query.order).orderBy('id', query.order).limit(query.limit))
      .map(({ pk }) => pk);
  }

  /** Parts of the answer that each come in order, from an index of their own or as few unsettled sessions. */
  private arms(query: SessionQuery, column: SortColumn) {
    const bounds = timeBounds(query);
    const settled = sql<SqlBool>`settled = 1`;
    const unsettled = this.arm(query, column, bounds, [sql<SqlBool>`settled = 0`]);
    switch (column) {
      case 'start':
        return SPAN_CLASSES.map((spanClass) => this.classArm(query, column, spanClass, []));
      case 'last_ping':
        return [
          ...SPAN_CLASSES.map((spanClass) => this.classArm(query, column, spanClass, [settled])),
          unsettled,
        ];
      case 'visible_ms':
        return [this.arm(query, column, bounds, [settled]), unsettled];
      case 'username':
        return [this.arm(query, column, bounds, [])];
    }
  }

  private classArm(query: SessionQuery, column: SortColumn, spanClass: number, more: Expression<SqlBool>[]) {
    const bounds = boundsInClass(timeBounds(query), spanClass);
    return this.arm(query, column, bounds, [sql<SqlBool>`span_class = ${sql.lit(spanClass)}`, ...more]);
  }

  private arm(query: SessionQuery, column: SortColumn, bounds: TimeBounds, more: Expression<SqlBool>[]) {
    const filters = [
      ...more,
      ...within('start', bounds.start, column),
      ...within('last_ping', bounds.lastPing, column),
      ...this.otherFilters(query, column),
      ...afterCursor(query, column),
    ];
    return this.db
      .selectFrom('session')
      .select(({ ref }) => ['pk', 'id', ref(column).$castTo<number | string>().as('sort')])
      .where(({ and }) => and(filters));
  }

  private otherFilters(query: SessionQuery, column: SortColumn): Expression<SqlBool>[] {
    const { usernames, usernamePrefix, active, stoppedBefore, activeSince, view, minDurationMs } = query;
    const filters: Expression<SqlBool>[] = [];
    if (usernames) {
      filters.push(sql`+username in (select value from json_each(${JSON.stringify(usernames)}))`);
    }
    if (usernamePrefix !== undefined) {
      const { from, below } = prefixRange(usernamePrefix);
      filters.push(...within('username', { from, below }, column));
    }
    if (minDurationMs !== undefined) {
      filters.push(...within('visible_ms', { from: minDurationMs, below: Infinity }, column));
    }
    if (active === true) filters.push(sql`superseded = 0 and +last_ping > ${activeSince}`);
    if (active === false || stoppedBefore !== undefined) {
      filters.push(sql`(superseded = 1 or +last_ping <= ${activeSince})`);
    }
    if (view !== undefined) {
      filters.push(
        sql`exists (select 1 from ${sql.table('session_tab')} where session = ${sql.table('session')}.pk and view = ${view})`,
      );
    }
    return filters;
  }
}

const within = (
  column: SortColumn,
  { from, below }: { from: Range['from'] | string; below: Range['below'] | string | undefined },
  indexed: SortColumn,
): Expression<SqlBool>[] => {
  const operand = column === indexed ? sql.ref(column) : sql`+${sql.ref(column)}`;
  return [
    ...(from === -Infinity ? [] : [sql<SqlBool>`${operand} >= ${from}`]),
    ...(below === Infinity || below === undefined ? [] : [sql<SqlBool>`${operand} < ${below}`]),
  ];
};

const afterCursor = ({ after, order }: SessionQuery, column: SortColumn): Expression<SqlBool>[] => {
  if (!after) return [];
  const place = sql`(${sql.ref(column)}, id)`;
  const cursor = sql`(${after.value}, ${after.id})`;
  return [order === 'asc' ? sql`${place} > ${cursor}` : sql`${place} < ${cursor}`];
};
