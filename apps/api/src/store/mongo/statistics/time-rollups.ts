import type { SlotWindow } from '../../ports/session-store.js';
import { GRAINS, piecesOf } from '../../model/rollup-levels.js';
import { recordsIn } from '../schema/as-array.js';
import type { PathTime, ViewTimeDocument } from '../schema/rollups.js';
import type { MongoDatabase } from '../connection/database.js';
import { userTimeId } from '../record/rollups.js';
import { VIEW_TIME } from './progress.js';

/** Time of one user on one path in one slot. */
export interface UserTime extends PathTime {
  readonly username: string;
  readonly slot: number;
}

/**
 * A window in two parts: what view_time has of it, and what must be put together from the sessions. A window that begins
 * before there was any time is cut there.
 */
export interface SplitWindow {
  readonly made: SlotWindow;
  readonly live: SlotWindow;
}

/** Reads visible time: of old slots from view_time, of recent ones and of single users where it was written first. */
export class TimeReader {
  constructor(private readonly database: MongoDatabase) {}

  async split({ from, to }: SlotWindow): Promise<SplitWindow> {
    const progress = await this.database.progress.findOne({ _id: VIEW_TIME });
    if (!progress || progress.until <= Math.max(from, progress.from)) {
      return { made: { from, to: from }, live: { from, to } };
    }
    const begin = Math.min(Math.max(from, progress.from), to);
    const until = Math.min(progress.until, to);
    return { made: { from: begin, to: until }, live: { from: until, to } };
  }

  /**
   * The documents of view_time that make up the windows. `view`: of that one alone; '' has no time but counts.
   */
  async made(
    windows: readonly SlotWindow[],
    view: string | undefined,
    withUsers: boolean,
  ): Promise<ViewTimeDocument[]> {
    const pieces = windows.flatMap((window) => piecesOf(window));
    const read = GRAINS.map(async (grain) => {
      const slots = pieces.filter((piece) => piece.grain === grain).flatMap(slotsOf);
      if (slots.length === 0) return [];
      return this.database.viewTime
        .find({ grain, slot: { $in: slots }, ...(view === undefined ? { view: { $gt: '' } } : { view }) })
        .hint('slot')
        .project<ViewTimeDocument>(withUsers ? {} : { users: 0 })
        .toArray();
    });
    return (await Promise.all(read)).flat();
  }

  /**
   * All time in the window, or that of some users. A session's slot stands in the session, or in user_time, or for a
   * while in both: then the session's own counts. Sessions are read first, as time moves from there to user_time.
   */
  async live({ from, to }: SlotWindow, usernames: readonly string[] | undefined): Promise<UserTime[]> {
    if (from >= to) return [];
    const { sessions, userTime } = this.database;
    const slot = { $gte: from, $lt: to };
    const ofUsers = usernames ? { username: { $in: [...usernames] } } : {};
    const open = await sessions
      .find({ open_time: { $elemMatch: { slot } }, ...ofUsers })
      .hint('open_time')
      .project<{ _id: string; username: string; open_time: readonly (PathTime & { slot: number })[] }>({
        username: 1,
        open_time: 1,
      })
      .toArray();
    const over = await userTime
      .find({ slot, ...ofUsers })
      .hint(usernames ? 'username' : 'slot')
      .toArray();
    const times: UserTime[] = [];
    const isOpen = new Set<string>();
    for (const { _id, username, open_time } of open) {
      for (const time of recordsIn(open_time)) {
        isOpen.add(userTimeId(_id, time.slot));
        if (time.slot >= from && time.slot < to) times.push({ ...time, username });
      }
    }
    for (const { _id, username, slot, time } of over) {
      if (!isOpen.has(_id)) times.push(...time.map((path) => ({ ...path, username, slot })));
    }
    return times;
  }
}

const slotsOf = ({ grain, from, to }: SlotWindow & { readonly grain: number }): number[] =>
  Array.from({ length: (to - from) / grain }, (_, n) => from + n * grain);
