import { type Kysely, sql } from 'kysely';
import type {
  BucketTotal,
  SlotWindow,
  StatisticsFilter,
  SummaryTotals,
  ViewTotal,
} from '../../session-store.js';
import type { Statements } from '../connection/kysely.js';
import type { Tables } from '../tables.js';
import { type Piece, piecesOf } from './grains.js';

/** A piece of the bucket with this number. */
type BucketPiece = Piece & { readonly bucket: number };

/** Sums up the rollups. With usernames it reads user_time, otherwise the sums over all users. */
export class StatisticsReader {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly statements: Statements,
  ) {}

  countActive({ usernames, view }: StatisticsFilter, activeSince: number): number {
    let query = this.db
      .selectFrom('session')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('superseded', '=', 0)
      .where('last_ping', '>', activeSince);
    if (usernames) query = query.where('username', 'in', jsonValues(usernames));
    if (view !== undefined) query = query.where('pk', 'in', this.sessionsOn(view));
    return this.statements.first(query)?.count ?? 0;
  }

  summarize(window: SlotWindow, filter: StatisticsFilter): SummaryTotals {
    const totals = this.viewTotals(window, filter);
    return {
      visibleMs: totals.reduce((sum, { ms }) => sum + ms, 0),
      visits: totals.reduce((sum, { visits }) => sum + visits, 0),
      views: new Set(totals.map(({ view }) => view)).size,
      users: this.countUsers(window, filter),
      sessions: this.countSessions(window, filter),
    };
  }

  viewTotals(window: SlotWindow, filter: StatisticsFilter): ViewTotal[] {
    const rows = this.statements.all(
      this.timeIn([{ bucket: 0, window }], filter)
        .select(({ fn }) => [
          'time.view',
          'time.tab',
          fn.sum<number>('time.ms').as('ms'),
          fn.sum<number>('time.visits').as('visits'),
        ])
        .groupBy(['time.view', 'time.tab']),
    );
    return rows.map(({ tab, ...total }) => ({ ...total, tab: tab === '' ? undefined : tab }));
  }

  bucketTotals(buckets: readonly SlotWindow[], filter: StatisticsFilter): BucketTotal[] {
    const numbered = buckets.map((window, bucket) => ({ bucket, window }));
    return this.statements.all(
      this.timeIn(numbered, filter)
        .select(({ fn }) => ['piece.bucket', 'time.view', fn.sum<number>('time.ms').as('ms')])
        .groupBy(['piece.bucket', 'time.view']),
    );
  }

  /** The rollup's rows in the buckets, each beside the bucket's number. */
  private timeIn(
    buckets: readonly { bucket: number; window: SlotWindow }[],
    { usernames, view }: StatisticsFilter,
  ) {
    const pieces = buckets.flatMap(({ bucket, window }) =>
      (usernames ? [{ ...window, grain: 0 }] : piecesOf(window)).map((piece) => ({ ...piece, bucket })),
    );
    const query = this.db
      .with('piece', () => piecesTable(pieces))
      .selectFrom('piece')
      .crossJoin(this.rollup(usernames).as('time'))
      .whereRef('time.grain', '=', 'piece.grain')
      .whereRef('time.slot', '>=', 'piece.from')
      .whereRef('time.slot', '<', 'piece.to');
    return view === undefined ? query : query.where('time.view', '=', view);
  }

  /** The rows of all users' rollup, or of these users': there, what their sessions' stays still keep back is added. */
  private rollup(usernames: readonly string[] | undefined) {
    const columns = ['slot', 'view', 'tab', 'ms', 'visits'] as const;
    if (!usernames) return this.db.selectFrom('view_time').select(['grain', ...columns]);
    const kept = this.db
      .selectFrom('user_time')
      .select([sql<number>`0`.as('grain'), ...columns])
      .where('username', 'in', jsonValues(usernames));
    const keptBack = this.db
      .selectFrom('session')
      .select(({ ref }) => [
        sql<number>`0`.as('grain'),
        ref('stay_slot').$notNull().as('slot'),
        ref('stay_view').$notNull().as('view'),
        ref('stay_tab').$notNull().as('tab'),
        ref('stay_ms').$notNull().as('ms'),
        ref('stay_visits').$notNull().as('visits'),
      ])
      .where('username', 'in', jsonValues(usernames))
      .where('stay_ms', '>', 0);
    return kept.unionAll(keptBack);
  }

  private countUsers({ from, to }: SlotWindow, { usernames, view }: StatisticsFilter): number {
    let query = this.db
      .selectFrom('user_time')
      .select(({ fn }) => fn.count<number>('username').distinct().as('count'))
      .where('slot', '>=', from)
      .where('slot', '<', to);
    if (usernames) query = query.where('username', 'in', jsonValues(usernames));
    if (view !== undefined) query = query.where('view', '=', view);
    return this.statements.first(query)?.count ?? 0;
  }

  private countSessions({ from, to }: SlotWindow, { usernames, view }: StatisticsFilter): number {
    let query = this.db
      .selectFrom('session')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('last_ping', '>=', from)
      .where('start', '<', to);
    if (usernames) query = query.where('username', 'in', jsonValues(usernames));
    if (view !== undefined) query = query.where('pk', 'in', this.sessionsOn(view));
    return this.statements.first(query)?.count ?? 0;
  }

  private sessionsOn(view: string) {
    return this.db.selectFrom('session_tab').select('session').where('view', '=', view);
  }
}

const piecesTable = (pieces: readonly BucketPiece[]) => {
  const rows = pieces.map(({ bucket, grain, from, to }) => [bucket, grain, from, to]);
  return sql<BucketPiece>`(select value ->> 0 as bucket, value ->> 1 as grain, value ->> 2 as "from", value ->> 3 as "to" from json_each(${JSON.stringify(rows)}))`;
};

const jsonValues = (values: readonly string[]) =>
  sql<string>`(select value from json_each(${JSON.stringify(values)}))`;
