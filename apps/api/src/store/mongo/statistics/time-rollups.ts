import type { mongo } from 'mongoose';
import { spanOf } from '../../model/buckets.js';
import { addTo } from '../../model/sums.js';
import type { SlotWindow, StatisticsFilter, ViewTotal } from '../../ports/session-store.js';
import type { MongoDatabase } from '../connection/database.js';
import { readOnce } from '../connection/read-once.js';
import { userTimeId } from '../record/rollups.js';
import { asArray } from '../schema/as-array.js';
import { type PathTime, SUMS, type UserTimeDocument, type ViewTimeDocument } from '../schema/rollups.js';
import type { SessionDocument } from '../schema/sessions.js';
import { splitSums, SUM_LEVELS } from './sum-levels.js';

/** One user's time on one path in one slot. */
export interface UserTime extends PathTime {
  readonly username: string;
  readonly slot: number;
}

/** Time on one view, or on all views, in one slot. */
export type SlotTime = Omit<PathTime, 'tab'> & { readonly slot: number };

/** What is read of a document of view_time for the time on its view. */
interface TimesOfView {
  readonly _id: string;
  readonly slot: number;
  readonly view: string;
  readonly time: readonly Pick<PathTime, 'ms' | 'visits'>[];
}

/** What is read of a document of view_time for the time of each user. */
type TimesOfUsers = Pick<ViewTimeDocument, '_id' | 'slot' | 'view' | 'users' | 'user_ms' | 'user_visits'>;

/** A window in two parts. They leave out the beginning of the window as far as no time is stored for it. */
export interface SplitWindow {
  /** The part of the window that view_time has summed. */
  readonly summed: SlotWindow;
  /** The part of the window whose time only sessions and user_time have. */
  readonly recent: SlotWindow;
}

/** The most users whose time is read from the sessions and user_time although the sums have it. */
const FEW_USERS = 20;

/** Reads visible time: from view_time as far as view_time has summed that time, else from sessions and user_time. */
export class TimeRollups {
  constructor(private readonly database: MongoDatabase) {}

  /**
   * Splits a window at the time until which view_time has summed. With `usernames` the summed part is empty, because
   * view_time has the time of a user only without tabs.
   */
  async split({ from, to }: SlotWindow, usernames: readonly string[] | undefined): Promise<SplitWindow> {
    const allRecent = { summed: { from, to: from }, recent: { from, to } };
    if (usernames) return allRecent;
    const progress = await this.database.progress.findOne({ _id: SUMS });
    if (!progress || progress.until <= Math.max(from, progress.from)) return allRecent;
    const begin = Math.min(Math.max(from, progress.from), to);
    const until = Math.min(progress.until, to);
    return { summed: { from: begin, to: until }, recent: { from: until, to } };
  }

  /**
   * Returns the documents of view_time that make up the windows: those of `view`, or if it is undefined those of each
   * view, without the view '' that stands for all. Without `withUsers`, they lack the fields about users.
   */
  summed(
    windows: readonly SlotWindow[],
    view: string | undefined,
    withUsers: boolean,
  ): Promise<ViewTimeDocument[]> {
    return this.readSums(windows, (filter) =>
      this.database.viewTime
        .find({ ...filter, ...ofView(view) })
        .hint('slot')
        .project<ViewTimeDocument>(withUsers ? {} : { users: 0, user_ms: 0, user_visits: 0 }),
    );
  }

  /** Returns the time in the slots that make up the windows, on `view` or, if it is undefined, on each view. */
  async summedByView(windows: readonly SlotWindow[], view: string | undefined): Promise<SlotTime[]> {
    const documents = await this.readSums(windows, (filter) =>
      this.database.viewTime
        .find({ ...filter, ...ofView(view) })
        .hint('slot')
        .project<TimesOfView>({ slot: 1, view: 1, 'time.ms': 1, 'time.visits': 1 }),
    );
    return documents.flatMap(({ slot, view, time }) => time.map((each) => ({ slot, view, ...each })));
  }

  /** Returns the time on all views together in the slots that make up the windows. */
  summedOverViews(windows: readonly SlotWindow[]): Promise<SlotTime[]> {
    const sums = {
      slot: 1,
      view: 1,
      ms: { $sum: '$user_ms' },
      visits: { $sum: '$user_visits' },
    };
    return this.readSums(windows, (filter) =>
      this.database.viewTime.aggregate<SlotTime & { readonly _id: string }>(
        [{ $match: { ...filter, view: '' } }, { $project: sums }],
        { hint: 'slot' },
      ),
    );
  }

  /** Reads the sums of the slots that make up the windows, in one query for each level. */
  private async readSums<T extends { readonly _id: string }>(
    windows: readonly SlotWindow[],
    query: (filter: object) => mongo.FindCursor<T> | mongo.AggregationCursor<T>,
  ): Promise<T[]> {
    const parts = windows.flatMap((window) => splitSums(window));
    const read = SUM_LEVELS.map(async (level) => {
      const slots = parts.filter((part) => part.level === level).flatMap(slotsOf);
      return slots.length === 0 ? [] : readOnce(query({ grain: level, slot: { $in: slots } }));
    });
    return (await Promise.all(read)).flat();
  }

  /**
   * Returns the time of each user that the filter selects, without tabs: on the filter's view, or summed over all
   * views. Few users' time is read from the sessions and user_time, that of many from the sums, as far as there are
   * sums.
   */
  ofEachUser(windows: readonly SlotWindow[], filter: StatisticsFilter): Promise<UserTime[]> {
    return this.readEachUser(windows, filter, filter.view ?? '');
  }

  /** Returns the time of each user as {@link ofEachUser} does, but on each view separately. */
  ofEachUserByView(windows: readonly SlotWindow[], filter: StatisticsFilter): Promise<UserTime[]> {
    return this.readEachUser(windows, filter, filter.view);
  }

  /** @param summedView the view whose sums are read; '' for those over all views, undefined for those of each view */
  private async readEachUser(
    windows: readonly SlotWindow[],
    { usernames, notUsernames, view }: StatisticsFilter,
    summedView: string | undefined,
  ): Promise<UserTime[]> {
    const areFew = usernames !== undefined && usernames.length <= FEW_USERS;
    const { summed, recent } = await this.split(spanOf(windows), areFew ? usernames : undefined);
    const clipped = windows.map(({ from, to }) => ({
      from: Math.max(from, summed.from),
      to: Math.min(to, summed.to),
    }));
    const [old, late] = await Promise.all([
      summed.from < summed.to ? this.summedByUser(clipped, summedView) : [],
      this.recent(recent, usernames),
    ]);
    const selected = usernames && new Set(usernames);
    const excluded = new Set(notUsernames);
    return [...old, ...late.filter((time) => view === undefined || time.view === view)].filter(
      ({ username }) => (selected?.has(username) ?? true) && !excluded.has(username),
    );
  }

  /** Returns each user's time in the windows: on one view, with '' over all views, or with undefined on each view. */
  private async summedByUser(
    windows: readonly SlotWindow[],
    summedView: string | undefined,
  ): Promise<Omit<UserTime, 'tab'>[]> {
    const documents = await this.readSums(windows, (filter) =>
      this.database.viewTime
        .find({ ...filter, ...ofView(summedView) })
        .hint('slot')
        .project<TimesOfUsers>({ slot: 1, view: 1, users: 1, user_ms: 1, user_visits: 1 }),
    );
    return documents.flatMap(({ slot, view, users, user_ms, user_visits }) =>
      users.map((username, n) => ({
        username,
        slot,
        view,
        ms: user_ms[n] ?? 0,
        visits: user_visits[n] ?? 0,
      })),
    );
  }

  /**
   * Returns these users' time in the window, or all users' time without `usernames`, from the sessions and user_time.
   * While a session's time in a slot is both in the session and in user_time, the time in the session counts. Sessions
   * are read first, since time moves from them to user_time.
   */
  async recent({ from, to }: SlotWindow, usernames: readonly string[] | undefined): Promise<UserTime[]> {
    if (from >= to) return [];
    const { sessions, userTime } = this.database;
    const slot = { $gte: from, $lt: to };
    const byUser = usernames ? { username: { $in: [...usernames] } } : {};
    const open = await readOnce(
      sessions
        .find({ open_time: { $elemMatch: { slot } }, ...byUser })
        .hint('open_time')
        .project<Pick<SessionDocument, '_id' | 'username' | 'open_time'>>({ username: 1, open_time: 1 }),
    );
    const closed = await readOnce(
      userTime
        .find({ slot, ...byUser })
        .hint(usernames ? 'username' : 'slot')
        .project<Omit<UserTimeDocument, 'visits'>>({ username: 1, slot: 1, time: 1 }),
    );
    const times: UserTime[] = [];
    const openIds = new Set<string>();
    for (const { _id, username, open_time } of open) {
      for (const time of asArray(open_time)) {
        openIds.add(userTimeId(_id, time.slot));
        if (time.slot >= from && time.slot < to) times.push({ ...time, username });
      }
    }
    for (const { _id, username, slot, time } of closed) {
      if (!openIds.has(_id)) times.push(...time.map((path) => ({ ...path, username, slot })));
    }
    return times;
  }
}

/** Sums time by path, in the order in which each path comes first. Leaves out paths without time. */
export const sumPaths = (times: Iterable<PathTime>): ViewTotal[] => {
  const sums = new Map<string, ViewTotal>();
  for (const { view, tab, ms, visits } of times) {
    addTo(sums, JSON.stringify([view, tab]), { view, tab, ms, visits });
  }
  return [...sums.values()].filter(({ ms }) => ms > 0);
};

/** Without a view, leaves out the view '', which stands for all. */
const ofView = (view: string | undefined): object => (view === undefined ? { view: { $gt: '' } } : { view });

const slotsOf = ({ level, from, to }: SlotWindow & { readonly level: number }): number[] =>
  Array.from({ length: (to - from) / level }, (_, n) => from + n * level);
