import { SLOT_MS, slotOf, toMilliseconds, toSeconds } from '@dwell/shared';
import { ROLLUP_LEVELS } from '../../model/rollup-levels.js';
import type { SlotWindow } from '../../ports/session-store.js';
import { bulkWrite, UPKEEP_DEADLINE_MS } from '../connection/bulk-write.js';
import { isDuplicateKey, toStoreError, translateDriverError } from '../connection/errors.js';
import { ANY_NUMBER } from '../list/filters.js';
import { asArray } from '../schema/as-array.js';
import type { TimeRecord } from '../schema/sessions.js';
import { type ProgressDocument, VIEW_TIME, type ViewTimeDocument } from '../schema/rollups.js';
import type { MongoDatabase } from '../connection/database.js';
import type { UserTimeWriter } from '../record/rollups.js';
import { ViewTimeSums } from './view-time-sums.js';

/** How long a slot waits beyond the alive duration, in milliseconds, because the processes' clocks differ. */
export const MARGIN_MS = 5 * 60_000;

/** The longest time that is summed at once, in milliseconds, so that memory is bounded. */
const PORTION_MS = 24 * 60 * 60_000;

/** How many documents are written, or sessions settled, in one call. */
const BATCH = 500;

/** The fields of a session that are read to settle it: to move its time to user_time. */
interface SilentSession {
  readonly _id: string;
  readonly id_beaker_session: string;
  readonly username: string;
  readonly last_ping: number;
  readonly superseded: boolean;
  readonly revision: number;
  readonly open_time: readonly TimeRecord[];
}

/**
 * Sums into view_time the slots to which no session can add time any more: they lie further back than the alive duration,
 * and no active session has open_time in them. The newest ping serves as the clock, or the computer's clock if that is
 * earlier: a ping may be from a time when a clock was far ahead. The builder writes whole values, so that a run may
 * break off or be repeated, and several processes may run at once.
 */
export class ViewTimeBuilder {
  constructor(
    private readonly database: MongoDatabase,
    private readonly userTime: UserTimeWriter,
    private readonly aliveMs: number,
    private readonly now: () => number,
  ) {}

  /**
   * Sums all slots that can be summed now.
   * @throws StoreUnavailableError
   */
  async advance(): Promise<void> {
    const newest = await this.newestPing();
    if (newest === undefined) return;
    const { progress } = this.database;
    const target = slotOf(Math.min(newest, this.now()) - this.aliveMs - MARGIN_MS);
    // If the alive duration has grown or the clock was ahead, slots that were summed can change, and are summed again.
    await translateDriverError(progress.updateOne({ _id: VIEW_TIME }, { $min: { until: target } }));
    const reachable = await this.settleSilent(target);
    const summed = (await translateDriverError(progress.findOne({ _id: VIEW_TIME }))) ?? (await this.begin());
    if (!summed) return;
    let { until } = summed;
    if (until < summed.from) {
      await translateDriverError(progress.updateOne({ _id: VIEW_TIME }, { $min: { from: until } }));
    }
    const from = Math.min(summed.from, until);
    while (until < reachable) {
      const next = Math.min(reachable, until + PORTION_MS);
      await this.build({ from: until, to: next }, from);
      // Stops if a session got time in these slots while they were summed: the next run sums them again.
      const isLate = await translateDriverError(
        this.database.sessions.findOne({ 'open_time.slot': { $lt: next } }, { projection: { _id: 1 } }),
      );
      const moved =
        isLate === null &&
        (await translateDriverError(
          progress.updateOne({ _id: VIEW_TIME, until }, { $set: { until: next } }),
        ));
      if (!moved || moved.matchedCount === 0) return;
      until = next;
    }
  }

  /** Deletes view_time, and sums all slots again that can be summed now. */
  async rebuild(): Promise<void> {
    await translateDriverError(this.database.progress.deleteOne({ _id: VIEW_TIME }));
    await translateDriverError(this.database.viewTime.deleteMany({}));
    await this.advance();
  }

  /** Returns epoch milliseconds, or undefined without sessions. */
  private async newestPing(): Promise<number | undefined> {
    const [newest] = await translateDriverError(
      this.database.sessions
        .find({ last_ping: ANY_NUMBER })
        .hint('last_ping')
        .sort({ last_ping: -1, _id: -1 })
        .limit(1)
        .project<{ last_ping: number }>({ last_ping: 1 })
        .toArray(),
    );
    return newest && toMilliseconds(newest.last_ping);
  }

  /** Begins view_time at the first slot with time. Returns undefined without such a slot. */
  private async begin(): Promise<ProgressDocument | undefined> {
    const { userTime, progress } = this.database;
    const [first] = await translateDriverError(
      userTime.find({ slot: ANY_NUMBER }).hint('slot').sort({ slot: 1 }).limit(1).toArray(),
    );
    if (!first) return undefined;
    const begun = { _id: VIEW_TIME, from: first.slot, until: first.slot };
    try {
      await progress.insertOne(begun);
    } catch (error) {
      // Another process began at the same moment.
      if (!isDuplicateKey(error)) throw toStoreError(error);
    }
    return begun;
  }

  /**
   * Moves the time of sessions that can't become active again to user_time. Returns the first slot that a session may
   * still add to, at most `target`.
   */
  private async settleSilent(target: number): Promise<number> {
    let reachable = target;
    const cursor = this.database.sessions
      .find({ 'open_time.slot': { $lt: target } })
      .hint('open_time')
      .project<SilentSession>({
        id_beaker_session: 1,
        username: 1,
        last_ping: 1,
        superseded: 1,
        revision: 1,
        open_time: 1,
      });
    let silent: SilentSession[] = [];
    for await (const session of cursor) {
      if (session.superseded || toMilliseconds(session.last_ping) < target) silent.push(session);
      else reachable = Math.min(reachable, ...asArray(session.open_time).map(({ slot }) => slot));
      if (silent.length < BATCH) continue;
      await this.settle(silent);
      silent = [];
    }
    await this.settle(silent);
    return reachable;
  }

  private async settle(sessions: readonly SilentSession[]): Promise<void> {
    if (sessions.length === 0) return;
    await this.userTime.write(
      sessions.map(({ _id, username, revision, open_time }) => ({
        id: _id,
        username,
        revision,
        time: asArray(open_time),
      })),
    );
    const drops = sessions.map(({ _id, id_beaker_session, revision }) => ({
      updateOne: { filter: { id_beaker_session, _id, revision }, update: { $set: { open_time: [] } } },
    }));
    await translateDriverError(bulkWrite(this.database.sessions, drops, UPKEEP_DEADLINE_MS));
  }

  /** @param first the first slot of view_time. */
  private async build(window: SlotWindow, first: number): Promise<void> {
    const sums = await this.sumUp(window);
    const spanning =
      window.from === first ? await this.countSpanning(first) : await this.spanningAt(window.from);
    await this.save(sums.documents(window.from, window.to, spanning));
    for (const level of ROLLUP_LEVELS.slice(1)) {
      // Nobody reads the long slot in which view_time begins, because view_time has only a part of it.
      const begin = Math.max(window.from - (window.from % level), Math.ceil(first / level) * level);
      const end = window.to - (window.to % level);
      if (begin >= end) continue;
      const longer = new ViewTimeSums(level);
      const shorter = this.database.viewTime
        .find({ grain: SLOT_MS, slot: { $gte: begin, $lt: end } })
        .hint('slot');
      for await (const document of shorter) longer.addShorter(document);
      const before = await this.database.viewTime.findOne({ _id: `${SLOT_MS}:${begin}:` });
      await this.save(longer.documents(begin, end, before?.spanning ?? 0));
    }
  }

  private async sumUp({ from, to }: SlotWindow): Promise<ViewTimeSums> {
    const { sessions, userTime } = this.database;
    const sums = new ViewTimeSums(SLOT_MS);
    for await (const time of userTime.find({ slot: { $gte: from, $lt: to } }).hint('slot'))
      sums.addTime(time);
    const range = { $gte: toSeconds(from), $lt: toSeconds(to) };
    const starts = sessions
      .find({ start: range })
      .hint('start')
      .project<{ start: number }>({ _id: 0, start: 1 });
    for await (const { start } of starts) sums.addStart(toMilliseconds(start));
    const stops = sessions
      .find({ last_ping: range })
      .hint('last_ping')
      .project<{ last_ping: number }>({ _id: 0, last_ping: 1 });
    for await (const { last_ping } of stops) sums.addStop(toMilliseconds(last_ping));
    return sums;
  }

  /** Counts the sessions that started before the slot and had their last ping in the slot or later. */
  private countSpanning(slot: number): Promise<number> {
    const at = toSeconds(slot);
    const spanning = { start: { $lt: at }, last_ping: { $gte: at } };
    return translateDriverError(this.database.sessions.countDocuments(spanning, { hint: 'start' }));
  }

  /** Returns what {@link countSpanning} counts, derived from the previous slot's document. */
  private async spanningAt(slot: number): Promise<number> {
    const before = await translateDriverError(
      this.database.viewTime.findOne({ _id: `${SLOT_MS}:${slot - SLOT_MS}:` }),
    );
    return (before?.spanning ?? 0) + (before?.started ?? 0) - (before?.stopped ?? 0);
  }

  private async save(documents: readonly ViewTimeDocument[]): Promise<void> {
    for (let from = 0; from < documents.length; from += BATCH) {
      const writes = documents.slice(from, from + BATCH).map((replacement) => ({
        replaceOne: { filter: { _id: replacement._id }, replacement, upsert: true },
      }));
      await translateDriverError(bulkWrite(this.database.viewTime, writes, UPKEEP_DEADLINE_MS));
    }
  }
}
