import { DAY_MS } from './data-size.js';
import type { PlannedSession } from './plan.js';

/** The figures that a store must give for a window, a view or a user. */
export interface Figures {
  /** The visible time, in milliseconds. */
  readonly visibleMs: number;
  readonly visits: number;
  readonly sessions: number;
}

interface DayTally {
  visibleMs: number;
  visits: number;
  /** How many sessions started on this day. */
  started: number;
  /** How many sessions had their last ping on this day. */
  stopped: number;
  readonly users: Set<number>;
}

/**
 * Counts what planned sessions contain. It uses none of the code of the accounting, so that it can check the
 * accounting.
 */
export class Tally {
  private readonly days = new Map<number, DayTally>();
  private readonly byView = new Map<string, { visibleMs: number; visits: number }>();
  private readonly byUser = new Map<number, { visibleMs: number; visits: number; sessions: number }>();

  /** @param watchedUsers the users for whom the tally also keeps separate figures */
  constructor(watchedUsers: readonly number[] = []) {
    for (const user of watchedUsers) this.byUser.set(user, { visibleMs: 0, visits: 0, sessions: 0 });
  }

  add({ user, stays }: PlannedSession): void {
    const watched = this.byUser.get(user);
    if (watched) watched.sessions++;
    this.dayOf(stays[0]?.from ?? 0).started++;
    this.dayOf(stays.at(-1)?.to ?? 0).stopped++;
    for (const { path, from, to } of stays) {
      this.dayOf(from).visits++;
      for (let at = from; at < to; at = dayAt(at) + DAY_MS) {
        const day = this.dayOf(at);
        day.visibleMs += Math.min(to, dayAt(at) + DAY_MS) - at;
        day.users.add(user);
      }
      const view = this.byView.get(path[0]) ?? { visibleMs: 0, visits: 0 };
      for (const sum of watched ? [view, watched] : [view]) {
        sum.visibleMs += to - from;
        sum.visits++;
      }
      this.byView.set(path[0], view);
    }
  }

  /** Returns the figures of the whole days from one midnight to another. Both are in epoch milliseconds. */
  window(from: number, to: number): Figures & { readonly users: number } {
    let [visibleMs, visits, started, stopped] = [0, 0, 0, 0];
    const users = new Set<number>();
    for (const [day, tally] of this.days) {
      if (day < to) started += tally.started;
      if (day < from) stopped += tally.stopped;
      if (day < from || day >= to) continue;
      visibleMs += tally.visibleMs;
      visits += tally.visits;
      for (const user of tally.users) users.add(user);
    }
    return { visibleMs, visits, sessions: started - stopped, users: users.size };
  }

  /** Returns the time and visits of each view. */
  views(): ReadonlyMap<string, Omit<Figures, 'sessions'>> {
    return this.byView;
  }

  /** Returns the figures of each watched user. */
  users(): ReadonlyMap<number, Figures> {
    return this.byUser;
  }

  private dayOf(time: number): DayTally {
    const day = dayAt(time);
    const known = this.days.get(day);
    if (known) return known;
    const tally: DayTally = { visibleMs: 0, visits: 0, started: 0, stopped: 0, users: new Set() };
    this.days.set(day, tally);
    return tally;
  }
}

const dayAt = (time: number): number => time - (time % DAY_MS);
