import type { Kysely } from 'kysely';
import { splitByLevel, VISIT_LEVELS } from '../../model/rollup-levels.js';
import type { SlotWindow, StatisticsFilter, VisitLengths } from '../../ports/session-store.js';
import type { Statements } from '../connection/kysely.js';
import type { PackReader } from '../packs/pack-reader.js';
import type { UserSums } from '../packs/user-sums.js';
import type { Tables } from '../schema/tables.js';

/** Counts visits by path and length: from view_visit for all users, from packs for some. */
export class VisitCounts {
  constructor(
    private readonly db: Kysely<Tables>,
    private readonly statements: Statements,
    private readonly reader: PackReader,
    private readonly users: UserSums,
  ) {}

  lengths(window: SlotWindow, { usernames, notUsernames, view }: StatisticsFilter): VisitLengths[] {
    if (usernames) return this.users.lengths(window, { usernames }, view);
    const counts = new LengthCounts();
    counts.add(this.ofAll(window, view), 1);
    if (notUsernames) counts.add(this.users.lengths(window, { usernames: notUsernames }, view), -1);
    return counts.result();
  }

  private ofAll(window: SlotWindow, view: string | undefined): VisitLengths[] {
    const parts = splitByLevel(window, VISIT_LEVELS).map(({ level, from, to }) => {
      const query = this.db
        .selectFrom('view_visit')
        .where('grain', '=', level)
        .where('slot', '>=', from)
        .where('slot', '<', to)
        .select(({ fn }) => [
          'view',
          'tab',
          'length_bucket',
          fn.sum<number>('visits').as('visits'),
          fn.sum<number>('ms').as('ms'),
        ])
        .groupBy(['view', 'tab', 'length_bucket']);
      return view === undefined ? query : query.where('view', '=', view);
    });
    const open = this.reader.openVisits(window).filter((row) => view === undefined || row.view === view);
    return [...parts.flatMap((part) => this.statements.all(part)), ...open].map(
      ({ view, tab, length_bucket: lengthBucket, visits, ms }) => ({
        view,
        tab: tab === '' ? undefined : tab,
        lengthBucket,
        visits,
        ms,
      }),
    );
  }
}

/** Sums visits by path and length. */
class LengthCounts {
  private readonly counts = new Map<string, { -readonly [K in keyof VisitLengths]: VisitLengths[K] }>();

  add(rows: readonly VisitLengths[], sign: 1 | -1): void {
    for (const { visits, ms, ...of } of rows) {
      const key = `${of.lengthBucket} ${of.view}\0${of.tab ?? ''}`;
      const count = this.counts.get(key);
      if (count) {
        count.visits += sign * visits;
        count.ms += sign * ms;
      } else {
        this.counts.set(key, { ...of, visits: sign * visits, ms: sign * ms });
      }
    }
  }

  result(): VisitLengths[] {
    return [...this.counts.values()].filter(({ visits }) => visits > 0);
  }
}
