import type { Interval } from '@dwell/shared';
import { beginOf, DAY_MS, type DataSize, HOUR_MS } from './data-size.js';
import { Random } from './random.js';

/** How many sessions begin on each day of the week, relative to the others; from Sunday. */
const WEEK = [0.1, 1, 1.05, 1.05, 1, 0.85, 0.15] as const;

/** The share of users whose sessions spread over all 24 hours of a day, such as an account of several shifts. */
const SHIFT_WORKERS = 0.05;

/** A user with more sessions than this on one day has them on several clients at the same time. */
const SESSIONS_PER_CLIENT = 20;
const MOST_CLIENTS = 3;

/** Decides how many sessions each user has on each day, and at what hours. */
export class Calendar {
  /** The most clients of one user. */
  readonly clients = MOST_CLIENTS;
  /** The number of sessions of each user on each day. */
  private readonly counts: Uint16Array;
  private readonly lastDays: Int16Array;

  constructor(readonly size: DataSize) {
    const { users, days, sessions } = size;
    this.counts = new Uint16Array(users * days);
    this.lastDays = new Int16Array(users * MOST_CLIENTS).fill(-1);
    this.spread(sessions);
  }

  sessionsOf(user: number, day: number): number {
    return this.counts[day * this.size.users + user] ?? 0;
  }

  /** Returns on how many clients a user works who has this many sessions on a day. */
  clientsFor(sessions: number): number {
    return Math.min(MOST_CLIENTS, Math.ceil(sessions / SESSIONS_PER_CLIENT));
  }

  /** Returns the number of the last day on which a client has sessions. */
  lastDayOf(user: number, client: number): number {
    return this.lastDays[user * MOST_CLIENTS + client] ?? -1;
  }

  /**
   * Returns when a user works on a day, in epoch milliseconds. On the last day, nobody works longer than until the end
   * of the data.
   */
  hoursOf(user: number, day: number): Interval {
    const random = new Random(this.size.seed, user);
    const midnight = beginOf(this.size) + day * DAY_MS;
    const isShiftWorker = random.chance(SHIFT_WORKERS);
    const from = isShiftWorker ? 0 : random.between(6.5, 9.5) * HOUR_MS;
    const length = isShiftWorker ? DAY_MS : random.between(8, 10.5) * HOUR_MS;
    return {
      from: Math.floor(midnight + from),
      to: Math.min(Math.floor(midnight + from + length), this.size.until),
    };
  }

  /** Returns the random numbers of a user's day. */
  randomOf(user: number, day: number): Random {
    return new Random(this.size.seed, user, day);
  }

  /**
   * Spreads the sessions over users and days by weight. It rounds the running sum of the sessions, not each number, so
   * that the numbers add up to exactly `sessions`.
   */
  private spread(sessions: number): void {
    const weights = Float32Array.from({ length: this.counts.length }, (_, cell) =>
      this.weightOf(cell % this.size.users, Math.floor(cell / this.size.users)),
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let [sum, given] = [0, 0];
    weights.forEach((weight, cell) => {
      sum += weight;
      const upToHere = cell === weights.length - 1 ? sessions : Math.round((sessions * sum) / total);
      const count = upToHere - given;
      given = upToHere;
      this.counts[cell] = count;
      const clients = this.clientsFor(count);
      const user = cell % this.size.users;
      for (let client = 0; client < clients; client++) {
        this.lastDays[user * MOST_CLIENTS + client] = Math.floor(cell / this.size.users);
      }
    });
  }

  private weightOf(user: number, day: number): number {
    const { from, to } = this.hoursOf(user, day);
    const weekday = new Date(from).getUTCDay();
    const activity = new Random(this.size.seed, user, -1).skewed(1, 0.4);
    const today = this.randomOf(user, day).between(0.3, 1.7);
    return (WEEK[weekday] ?? 1) * activity * today * Math.max(0, to - from);
  }
}
