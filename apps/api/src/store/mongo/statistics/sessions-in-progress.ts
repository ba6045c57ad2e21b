import { type ActiveWindow, SLOT_MS, slotOf, toMilliseconds } from '@dwell/shared';
import type {
  SessionFilters,
  SessionsFrom,
  SlotWindow,
  StatisticsFilter,
} from '../../ports/session-store.js';
import type { MongoDatabase } from '../connection/database.js';
import { SessionSearch } from '../list/search.js';
import { firstMinute, MINUTE_MS, minuteAfter } from '../../model/whole-minutes.js';
import type { SessionDocument } from '../schema/sessions.js';
import { splitSums } from './sum-levels.js';
import type { TimeRollups } from './time-rollups.js';

/** By how much the number of sessions in progress changes at a minute, by the minute's start in epoch milliseconds. */
type Changes = Map<number, number>;

/**
 * Counts the sessions in progress at each minute. For all users, view_time has the number at the beginning of each slot
 * and its changes by minute. The sessions themselves are read for the users that a filter names, and for times that
 * view_time has not summed.
 */
export class SessionsInProgress {
  constructor(
    private readonly database: MongoDatabase,
    private readonly rollups: TimeRollups,
  ) {}

  async read(
    { from, to }: SlotWindow,
    { usernames, notUsernames }: StatisticsFilter,
    active: ActiveWindow,
    now: number,
  ): Promise<SessionsFrom[]> {
    const window = { from, to: Math.min(to, minuteAfter(now)) };
    if (window.from >= window.to) return [];
    const changes: Changes = new Map();
    if (usernames) {
      await this.addSessions(changes, window, usernames, 1);
    } else {
      await this.addAll(changes, window);
      if (notUsernames?.length) await this.addSessions(changes, window, notUsernames, -1);
    }
    await this.prolongActive(changes, { usernames, notUsernames }, active, window);
    return toCurve(changes, window);
  }

  /** Returns the start and the last ping of the sessions that pass the filters, in seconds. */
  private times(filters: SessionFilters): Promise<Pick<SessionDocument, 'start' | 'last_ping'>[]> {
    return new SessionSearch(this.database.sessions).fields(filters, ['start', 'last_ping']);
  }

  private async addAll(changes: Changes, window: SlotWindow): Promise<void> {
    const slots = { from: slotOf(window.from), to: slotOf(window.to - 1) + SLOT_MS };
    const { summed } = await this.rollups.split(slots, undefined);
    if (summed.from >= summed.to) return this.addSessions(changes, window, undefined, 1);
    const [before, documents, after] = await Promise.all([
      window.from < summed.from ? this.times({ from: window.from, to: summed.from }) : [],
      this.rollups.summed([summed], '', false),
      summed.to < window.to ? this.times({ from: summed.to }) : [],
    ]);
    // Sessions in the part before the first summed slot count only until that slot, because `spanning`, the number of
    // sessions at that slot's beginning, has those that go on.
    for (const { start, last_ping } of before) {
      const first = firstMinute(toMilliseconds(start));
      add(changes, first, 1);
      add(changes, Math.max(first, Math.min(minuteAfter(toMilliseconds(last_ping)), summed.from)), -1);
    }
    const [first] = splitSums(summed);
    const spanning = documents.find(({ grain, slot }) => grain === first?.level && slot === first.from);
    add(changes, summed.from, spanning?.spanning ?? 0);
    for (const { slot, changes: inSlot = [] } of documents) {
      for (const [minute, change] of inSlot) add(changes, slot + minute * MINUTE_MS, change);
    }
    for (const { start, last_ping } of after) {
      const startedAt = toMilliseconds(start);
      if (startedAt >= summed.to) add(changes, firstMinute(startedAt), 1);
      add(changes, minuteAfter(toMilliseconds(last_ping)), -1);
    }
  }

  /**
   * Adds the sessions of these users if `times` is 1, and subtracts them if it is -1. Without `usernames`, takes the
   * sessions of all users.
   */
  private async addSessions(
    changes: Changes,
    { from, to }: SlotWindow,
    usernames: readonly string[] | undefined,
    times: number,
  ): Promise<void> {
    for (const session of await this.times({ usernames, from, to })) {
      add(changes, firstMinute(toMilliseconds(session.start)), times);
      add(changes, minuteAfter(toMilliseconds(session.last_ping)), -times);
    }
  }

  /** Makes active sessions go on until now, not only until their last ping. */
  private async prolongActive(
    changes: Changes,
    people: StatisticsFilter,
    activeWindow: ActiveWindow,
    { to }: SlotWindow,
  ): Promise<void> {
    if (to <= activeWindow.after) return;
    for (const { last_ping } of await this.times({ ...people, active: true, activeWindow })) {
      add(changes, minuteAfter(toMilliseconds(last_ping)), 1);
    }
  }
}

const add = (changes: Changes, minute: number, change: number): void => {
  changes.set(minute, change + (changes.get(minute) ?? 0));
};

/** Adds up the changes. Returns the number at the first minute, and at each later one at which it changes. */
const toCurve = (changes: Changes, { from, to }: SlotWindow): SessionsFrom[] => {
  let sessions = 0;
  const curve: SessionsFrom[] = [];
  for (const [minute, change] of [...changes].sort(([a], [b]) => a - b)) {
    if (minute >= to) break;
    if (minute > from && curve.length === 0) curve.push({ at: from, sessions });
    sessions += change;
    if (minute > from && change !== 0) curve.push({ at: minute, sessions });
  }
  return curve.length > 0 ? curve : [{ at: from, sessions }];
};
