import { type AliasedExpression, type Kysely, sql } from 'kysely';
import type { BucketTotal, SlotWindow, StatisticsFilter, ViewTotal } from '../../ports/session-store.js';
import type { Statements } from '../connection/kysely.js';
import type { Tables, ViewTimeTable } from '../schema/tables.js';
import { type Piece, piecesOf } from '../../model/rollup-levels.js';
import { bucketFinder } from '../../model/bucket-finder.js';
import { values } from '../list/filters.js';

/** A piece of the bucket with this number. */
type BucketPiece = Piece & { readonly bucket: number };

type TimeRow = Pick<ViewTimeTable, 'slot' | 'view' | 'tab' | 'ms' | 'visits'>;

/** Sums of visible time: all users' from view_time, some users' from user_time. */
export class TimeRollups {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly statements: Statements,
  ) {}

  byTab(window: SlotWindow, { usernames, view }: StatisticsFilter): ViewTotal[] {
    const time: AliasedExpression<TimeRow, 'time'> = usernames
      ? this.ofUsers(usernames, window).as('time')
      : this.ofAll([window]).as('time');
    let query = this.db
      .selectFrom(time)
      .select(({ fn }) => [
        'view',
        'tab',
        fn.sum<number>('ms').as('ms'),
        fn.sum<number>('visits').as('visits'),
      ])
      .groupBy(['view', 'tab']);
    if (view !== undefined) query = query.where('view', '=', view);
    return this.statements.all(query).map((row) => ({ ...row, tab: row.tab === '' ? undefined : row.tab }));
  }

  byBucket(buckets: readonly SlotWindow[], filter: StatisticsFilter): BucketTotal[] {
    return filter.usernames
      ? this.ofUsersByBucket(filter.usernames, buckets, filter.view)
      : this.ofAllByBucket(buckets, filter.view);
  }

  private ofAllByBucket(buckets: readonly SlotWindow[], view: string | undefined): BucketTotal[] {
    let query = this.db
      .selectFrom(this.ofAll(buckets).as('time'))
      .select(({ fn }) => ['bucket', 'view', fn.sum<number>('ms').as('ms')])
      .groupBy(['bucket', 'view']);
    if (view !== undefined) query = query.where('view', '=', view);
    return this.statements.all(query);
  }

  /** Users' rows know no grains, and buckets are many: each row is read once and put into its bucket here. */
  private ofUsersByBucket(
    usernames: readonly string[],
    buckets: readonly SlotWindow[],
    view: string | undefined,
  ): BucketTotal[] {
    const bucketAt = bucketFinder(buckets);
    const window = {
      from: Math.min(...buckets.map(({ from }) => from)),
      to: Math.max(...buckets.map(({ to }) => to)),
    };
    let query = this.db
      .selectFrom(this.ofUsers(usernames, window).as('time'))
      .select(({ fn }) => ['slot', 'view', fn.sum<number>('ms').as('ms')])
      .groupBy(['slot', 'view']);
    if (view !== undefined) query = query.where('view', '=', view);
    const sums = new Map<string, BucketTotal>();
    for (const { slot, view, ms } of this.statements.all(query)) {
      const bucket = bucketAt(slot);
      if (bucket === undefined) continue;
      const key = `${bucket} ${view}`;
      sums.set(key, { bucket, view, ms: (sums.get(key)?.ms ?? 0) + ms });
    }
    return [...sums.values()];
  }

  /** The rows of view_time that make up the windows, each beside its window's number. */
  private ofAll(windows: readonly SlotWindow[]) {
    const pieces = windows.flatMap((window, bucket) =>
      piecesOf(window).map(({ grain, from, to }) => [bucket, grain, from, to]),
    );
    const piece = sql<BucketPiece>`(
      select value ->> 0 as bucket, value ->> 1 as grain, value ->> 2 as "from", value ->> 3 as "to"
      from json_each(${JSON.stringify(pieces)})
    )`;
    return this.db
      .selectFrom(piece.as('piece'))
      .crossJoin('view_time')
      .whereRef('view_time.grain', '=', 'piece.grain')
      .whereRef('view_time.slot', '>=', 'piece.from')
      .whereRef('view_time.slot', '<', 'piece.to')
      .select(['bucket', 'slot', 'view', 'tab', 'ms', 'visits']);
  }

  /** The rows of user_time, and what the stays of these users' sessions still keep back. */
  private ofUsers(usernames: readonly string[], { from, to }: SlotWindow) {
    const written = this.db
      .selectFrom('user_time')
      .where('username', 'in', values(usernames))
      .where('slot', '>=', from)
      .where('slot', '<', to)
      .select(['slot', 'view', 'tab', 'ms', 'visits']);
    const keptBack = this.db
      .selectFrom('session')
      .where('settled', '=', sql.lit(0))
      .where(sql.ref('username'), 'in', values(usernames))
      .where('stay_slot', '>=', from)
      .where('stay_slot', '<', to)
      .where('stay_ms', '>', 0)
      .select(({ ref }) => [
        ref('stay_slot').$notNull().as('slot'),
        ref('stay_view').$notNull().as('view'),
        ref('stay_tab').$notNull().as('tab'),
        ref('stay_ms').$notNull().as('ms'),
        ref('stay_visits').$notNull().as('visits'),
      ]);
    return written.unionAll(keptBack);
  }
}
