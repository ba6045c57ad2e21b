import { splitByLevel } from '../../model/rollup-levels.js';
import { addTo } from '../../model/sums.js';
import type { SlotWindow, VisitLengths } from '../../ports/session-store.js';
import type { MongoDatabase } from '../connection/database.js';
import { readOnce } from '../connection/read-once.js';
import { sessionOf, userTimeId } from '../record/rollups.js';
import { asArray } from '../schema/as-array.js';
import { SUMS, type TabVisits, type ViewVisitsDocument } from '../schema/rollups.js';
import type { SessionDocument, VisitsRecord } from '../schema/sessions.js';
import { SUM_LEVELS } from './sum-levels.js';

/** Visits of one path with lengths in one bucket. */
export type PathVisits = TabVisits & { readonly view: string };

/** The most attempts at a read. A read begins again if a session's visits moved meanwhile. */
const MAX_READS = 5;

/**
 * Reads visits by length. A visit counts in the slot in which it began, but is recorded when it ends. view_visits has
 * the visits that were recorded in slots that are summed already. user_time also has those recorded later, and the
 * sessions have those that are not recorded yet.
 */
export class VisitRollups {
  constructor(private readonly database: MongoDatabase) {}

  /** Returns the visits of all users that began in the window. */
  async ofAll(window: SlotWindow, view: string | undefined): Promise<PathVisits[]> {
    const until = (await this.database.progress.findOne({ _id: SUMS }))?.until ?? -Infinity;
    const [summed, recent] = await Promise.all([
      this.summed(window, view, until),
      this.recent(window, undefined, until),
    ]);
    return [...summed, ...recent];
  }

  /** Returns these users' visits that began in the window. */
  ofUsers(window: SlotWindow, usernames: readonly string[]): Promise<PathVisits[]> {
    return this.recent(window, usernames, -Infinity);
  }

  private async summed(window: SlotWindow, view: string | undefined, until: number): Promise<PathVisits[]> {
    // The sums of a long slot have what was recorded up to the end of the last whole long slot. What was recorded after
    // that is read from the sums of shorter slots.
    const parts = SUM_LEVELS.flatMap((level, index) => {
      const longer = SUM_LEVELS[index + 1];
      const recorded = {
        $gte: longer === undefined ? window.from - (window.from % level) : until - (until % longer),
        $lt: until - (until % level),
      };
      if (recorded.$gte >= recorded.$lt) return [];
      const begun = { from: window.from, to: Math.min(window.to, recorded.$lt) };
      return splitByLevel(begun, SUM_LEVELS.slice(0, index + 1)).map((part) => {
        const isNarrow = longer === undefined || part.level < level;
        const filter = { grain: part.level, slot: { $gte: part.from, $lt: part.to }, recorded };
        return this.read(view === undefined ? filter : { ...filter, view }, isNarrow ? 'slot' : 'recorded');
      });
    });
    return (await Promise.all(parts)).flat();
  }

  private async read(filter: object, index: string): Promise<PathVisits[]> {
    const documents = await readOnce(
      this.database.viewVisits
        .find(filter)
        .hint(index)
        .project<Pick<ViewVisitsDocument, '_id' | 'view' | 'visits'>>({ view: 1, visits: 1 }),
    );
    return documents.flatMap(({ view, visits }) => visits.map((each) => ({ ...each, view })));
  }

  /** Returns the visits that began in the window and are recorded in the slot `since`, later, or not yet. */
  private async recent(
    window: SlotWindow,
    usernames: readonly string[] | undefined,
    since: number,
  ): Promise<PathVisits[]> {
    if (window.from >= window.to) return [];
    for (let reads = 1; ; reads++) {
      const found = await this.readRecent(window, usernames, since);
      if (!found.hasMoved || reads === MAX_READS) return found.visits;
    }
  }

  /**
   * Returns the visits as {@link recent} does, in one read. While a session's visits of a slot are both in the session
   * and in user_time, those in the session count. Sessions are read first, because visits move from them to user_time.
   * `hasMoved` tells that user_time has a newer revision of a session than was read from the session.
   */
  private async readRecent(
    { from, to }: SlotWindow,
    usernames: readonly string[] | undefined,
    since: number,
  ): Promise<{ readonly visits: PathVisits[]; readonly hasMoved: boolean }> {
    const { sessions, userTime } = this.database;
    const begun = { 'visits.slot': { $gte: from, $lt: to } };
    const byUser = usernames ? { username: { $in: [...usernames] } } : {};
    const waiting = await readOnce(
      sessions
        .find({ visits: { $elemMatch: { slot: { $gte: from, $lt: to } } }, ...byUser })
        .hint('visits')
        .project<Pick<SessionDocument, '_id' | 'revision' | 'visits'>>({ revision: 1, visits: 1 }),
    );
    const recorded = await readOnce(
      userTime
        .find({ slot: { $gte: Math.max(since, from) }, ...begun, ...byUser })
        .hint(usernames ? 'username' : 'slot')
        .project<{ _id: string; revision?: number; visits: readonly VisitsRecord[] }>({
          revision: 1,
          visits: 1,
        }),
    );
    const isInWindow = ({ slot, visits }: VisitsRecord): boolean => visits > 0 && slot >= from && slot < to;
    const found: PathVisits[] = [];
    const waitingIds = new Set<string>();
    const revisions = new Map<string, number>();
    for (const { _id, revision, visits } of waiting) {
      revisions.set(_id, revision);
      for (const each of asArray(visits)) {
        waitingIds.add(userTimeId(_id, each.at));
        if (isInWindow(each)) found.push(each);
      }
    }
    let hasMoved = false;
    for (const { _id, revision = 0, visits } of recorded) {
      hasMoved ||= revision > (revisions.get(sessionOf(_id)) ?? Infinity);
      if (!waitingIds.has(_id)) found.push(...visits.filter(isInWindow));
    }
    return { visits: found, hasMoved };
  }
}

/** Sums visits by path and length. */
export const sumLengths = (visits: Iterable<PathVisits>): VisitLengths[] => {
  const sums = new Map<string, VisitLengths>();
  for (const { view, tab, length: lengthBucket, visits: count, ms } of visits) {
    addTo(sums, JSON.stringify([lengthBucket, view, tab]), { view, tab, lengthBucket, visits: count, ms });
  }
  return [...sums.values()].filter((each) => each.visits > 0);
};
