import { toMilliseconds } from '@dwell/shared';
import { addTo } from '../../model/sums.js';
import { topViews } from '../../model/top-views.js';
import type { SlotWindow, StatisticsFilter, UserDetails, UserTotal } from '../../ports/session-store.js';
import type { MongoDatabase } from '../connection/database.js';
import { allOf, ANY_NUMBER, conditions } from '../list/filters.js';
import type { TimeRollups } from './time-rollups.js';

/** Answers the statistics that have figures for each user. */
export class UserReader {
  constructor(
    private readonly database: MongoDatabase,
    private readonly rollups: TimeRollups,
  ) {}

  async totals(window: SlotWindow, filter: StatisticsFilter): Promise<UserTotal[]> {
    const totals = new Map<string, UserTotal>();
    for (const { username, ms, visits } of await this.rollups.ofEachUser([window], filter)) {
      addTo(totals, username, { username, ms, visits });
    }
    return [...totals.values()];
  }

  async details(
    window: SlotWindow,
    usernames: readonly string[],
    view: string | undefined,
  ): Promise<UserDetails[]> {
    if (usernames.length === 0) return [];
    const [sessions, lastSeen, topViews] = await Promise.all([
      this.countSessions(window, usernames, view),
      this.lastSeen(usernames),
      this.topViews(window, usernames, view),
    ]);
    return usernames.map((username) => ({
      username,
      sessions: sessions.get(username) ?? 0,
      lastSeen: lastSeen.get(username) ?? 0,
      topView: topViews.get(username),
    }));
  }

  /** Counts each user's sessions that overlap the window and, with a `view`, have been on it. */
  private async countSessions(
    window: SlotWindow,
    usernames: readonly string[],
    view: string | undefined,
  ): Promise<Map<string, number>> {
    const found = await this.database.sessions
      .aggregate<{ _id: string; sessions: number }>(
        [
          { $match: allOf(conditions({ ...window, usernames, view })) },
          { $group: { _id: '$username', sessions: { $sum: 1 } } },
        ],
        { hint: 'username' },
      )
      .toArray();
    return new Map(found.map(({ _id, sessions }) => [_id, sessions]));
  }

  /** Returns when each user's latest ping came, in epoch milliseconds. Leaves out users without sessions. */
  private async lastSeen(usernames: readonly string[]): Promise<Map<string, number>> {
    const found = await this.database.sessions
      .aggregate<{ _id: string; last: number }>(
        [
          { $match: { username: { $in: [...usernames] }, last_ping: ANY_NUMBER } },
          { $group: { _id: '$username', last: { $max: '$last_ping' } } },
        ],
        { hint: 'username' },
      )
      .toArray();
    return new Map(found.map(({ _id, last }) => [_id, toMilliseconds(last)]));
  }

  private async topViews(
    window: SlotWindow,
    usernames: readonly string[],
    view: string | undefined,
  ): Promise<Map<string, string>> {
    const byUser = new Map<string, Map<string, number>>();
    for (const time of await this.rollups.ofEachUserByView([window], { usernames, view })) {
      const views = byUser.get(time.username) ?? new Map<string, number>();
      byUser.set(time.username, views);
      views.set(time.view, time.ms + (views.get(time.view) ?? 0));
    }
    return topViews(byUser);
  }
}
