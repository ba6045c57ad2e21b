import { type Interval, type Path, samePath } from '@dwell/shared';
import { Calendar } from './calendar.js';
import { type DataSize, TABS, viewNameOf } from './data-size.js';
import { Random } from './random.js';

/** A time for which a path is visible. */
export interface Stay extends Interval {
  readonly path: Path;
}

/** What one user does on one client in one session. */
export interface PlannedSession {
  readonly user: number;
  /** The number of the user's client, from 0. */
  readonly client: number;
  /** The number of the session among those of its user and client, from 1. */
  readonly ordinal: number;
  /** Whether it is the last session of its user and client. */
  readonly isLast: boolean;
  /**
   * In order of time. If there is time between two stays, the page is hidden then. Two stays in a row have different
   * paths.
   */
  readonly stays: readonly Stay[];
}

/** A session has 4 to 16 stays: these, and up to `MORE_STAYS - 1` more. It has fewer if its time ends before. */
const FEWEST_STAYS = 4;
const MORE_STAYS = 13;
const MEDIAN_STAY_MS = 40_000;
const STAY_SPREAD = 0.9;
const SHORTEST_STAY_MS = 1_000;

/** The probability that the page is hidden after a stay. */
const HIDDEN_CHANCE = 0.15;
/** The median time for which a page that is hidden after a stay remains hidden. */
const MEDIAN_HIDDEN_MS = 60_000;

/** The least time between two sessions on one client: more than the server waits before it ends a session. */
const FREE_MS = 310_000;

/**
 * The probability that the last session of a client is one that may last until the data ends. It ends before if its
 * user stops working, or if it has all its stays.
 */
const STILL_ACTIVE = 0.5;

/** The first tab of a view is opened in 60 % of the stays, the second in 30 %, the third in 10 %: the running sums. */
const TAB_WEIGHTS = [0.6, 0.9, 1] as const;

/** A session that is still to be filled with stays. */
interface Slot extends Interval {
  readonly user: number;
  readonly client: number;
  readonly random: Random;
}

/** Generates exactly `size.sessions` sessions in order of their start. */
export function* planSessions(size: DataSize): Generator<PlannedSession> {
  const calendar = new Calendar(size);
  const cumulatedViews = zipf(size.views);
  const ordinals = new Int32Array(size.users * calendar.clients);
  for (let day = 0; day < size.days; day++) {
    const left = new Int32Array(ordinals.length);
    const slots = slotsOf(calendar, day, left);
    for (const slot of slots) {
      const { user, client } = slot;
      const key = user * calendar.clients + client;
      const ordinal = (ordinals[key] ?? 0) + 1;
      const leftToday = (left[key] ?? 0) - 1;
      ordinals[key] = ordinal;
      left[key] = leftToday;
      yield {
        user,
        client,
        ordinal,
        isLast: leftToday === 0 && calendar.lastDayOf(user, client) === day,
        stays: staysIn(slot, cumulatedViews),
      };
    }
  }
}

/**
 * Returns the sessions of a day without their stays, in order of their start: when each one starts, and when it ends at
 * the latest. Adds the number of sessions of each client to `counts`.
 */
const slotsOf = (calendar: Calendar, day: number, counts: Int32Array): Slot[] => {
  const slots: Slot[] = [];
  for (let user = 0; user < calendar.size.users; user++) {
    const sessions = calendar.sessionsOf(user, day);
    if (sessions === 0) continue;
    const random = calendar.randomOf(user, day);
    const { from, to } = calendar.hoursOf(user, day);
    const clients = calendar.clientsFor(sessions);
    const lane = (to - from) / Math.ceil(sessions / clients);
    for (let index = 0; index < sessions; index++) {
      const client = index % clients;
      const begin = from + Math.floor(index / clients) * lane;
      const key = user * calendar.clients + client;
      counts[key] = (counts[key] ?? 0) + 1;
      // Some of the last sessions are still active when the data ends.
      const isOpen =
        day === calendar.size.days - 1 && index + clients >= sessions && random.chance(STILL_ACTIVE);
      const start = Math.floor(
        isOpen ? to - random.between(1, lane / 3) : begin + random.between(0, lane / 3),
      );
      const end = isOpen ? to : Math.floor(Math.max(start + SHORTEST_STAY_MS, begin + lane - FREE_MS));
      slots.push({
        user,
        client,
        from: start,
        to: end,
        random: new Random(calendar.size.seed, user, day, index),
      });
    }
  }
  return slots.sort((a, b) => a.from - b.from || a.user - b.user || a.client - b.client);
};

const staysIn = ({ from, to, random }: Slot, cumulatedViews: readonly number[]): Stay[] => {
  const stays: Stay[] = [];
  const count = FEWEST_STAYS + random.below(MORE_STAYS);
  let at = from;
  while (stays.length < count && at < to) {
    const path = pathFor(random, cumulatedViews, stays.at(-1)?.path);
    const ms = Math.max(SHORTEST_STAY_MS, Math.floor(random.skewed(MEDIAN_STAY_MS, STAY_SPREAD)));
    const end = Math.min(at + ms, to);
    stays.push({ path, from: at, to: end });
    at = end;
    if (random.chance(HIDDEN_CHANCE)) at += Math.floor(random.skewed(MEDIAN_HIDDEN_MS, STAY_SPREAD));
  }
  return stays;
};

/** Returns a path other than the previous one. */
const pathFor = (random: Random, cumulatedViews: readonly number[], previous: Path | undefined): Path => {
  const view = viewNameOf(random.pick(cumulatedViews));
  const tab = random.pick(TAB_WEIGHTS);
  const path: Path = [view, TABS[tab] ?? TABS[0]];
  const isSame = previous !== undefined && samePath(path, previous);
  return isSame ? [view, TABS[(tab + 1) % TABS.length] ?? TABS[0]] : path;
};

/** Returns the running sums of the weights of views: the n-th view is opened 1 / n times as often as the first. */
const zipf = (views: number): number[] => {
  let sum = 0;
  return Array.from({ length: views }, (_, index) => (sum += 1 / (index + 1)));
};
