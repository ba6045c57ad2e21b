import { SLOT_MS, slotOf, toMilliseconds, toSeconds } from '@dwell/shared';
import { GRAINS } from '../../model/rollup-levels.js';
import type { SlotWindow } from '../../ports/session-store.js';
import { bulkWrite, UPKEEP_DEADLINE_MS } from '../connection/bulk-write.js';
import { answerOf, isDuplicateKey } from '../connection/errors.js';
import { recordsIn } from '../schema/as-array.js';
import type { TimeRecord } from '../schema/sessions.js';
import type { ProgressDocument, ViewTimeDocument } from '../schema/rollups.js';
import type { MongoDatabase } from '../connection/database.js';
import type { UserTimeWriter } from '../record/user-time-writer.js';
import { VIEW_TIME } from './progress.js';
import { ViewTimeSums } from './view-time-sums.js';

/** Beyond the alive duration a slot is left alone for so long, in milliseconds: clocks of processes differ. */
export const MARGIN_MS = 5 * 60_000;

/** Slots are made in portions of at most so long, in milliseconds, so that memory is bounded. */
const PORTION_MS = 24 * 60 * 60_000;

/** Documents that are written, or sessions that are settled, at a time. */
const BATCH = 500;

/** What settling needs to know of a session. */
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
 * Makes view_time of slots in which nothing changes any more: no session that was last heard of in them is active. What
 * "now" is, the newest ping tells. Everything is written as a whole value, so that it may be done twice, break off, or
 * be done by several processes at once.
 */
export class ViewTimeMaker {
  constructor(
    private readonly database: MongoDatabase,
    private readonly userTime: UserTimeWriter,
    private readonly aliveMs: number,
  ) {}

  /**
   * Brings view_time as near to now as can be.
   * @throws StoreUnavailableError.
   */
  async advance(): Promise<void> {
    const newest = await this.newestPing();
    if (newest === undefined) return;
    const { progress } = this.database;
    const target = slotOf(newest - this.aliveMs - MARGIN_MS);
    // Where sessions are longer alive than before, slots can change that could not.
    await answerOf(progress.updateOne({ _id: VIEW_TIME }, { $min: { until: target } }));
    const reachable = await this.settleSilent(target);
    const made = (await answerOf(progress.findOne({ _id: VIEW_TIME }))) ?? (await this.begin());
    if (!made) return;
    let { until } = made;
    if (until < made.from) {
      await answerOf(progress.updateOne({ _id: VIEW_TIME }, { $min: { from: until } }));
    }
    const from = Math.min(made.from, until);
    while (until < reachable) {
      const next = Math.min(reachable, until + PORTION_MS);
      await this.make({ from: until, to: next }, from);
      // A session may have got time late, while its slot was being made.
      const isLate = await answerOf(
        this.database.sessions.findOne({ 'open_time.slot': { $lt: next } }, { projection: { _id: 1 } }),
      );
      const moved =
        isLate === null &&
        (await answerOf(progress.updateOne({ _id: VIEW_TIME, until }, { $set: { until: next } })));
      if (!moved || moved.matchedCount === 0) return;
      until = next;
    }
  }

  /** Makes everything anew. */
  async rebuild(): Promise<void> {
    await answerOf(this.database.progress.deleteOne({ _id: VIEW_TIME }));
    await answerOf(this.database.viewTime.deleteMany({}));
    await this.advance();
  }

  /** In epoch milliseconds; undefined where there is no session. */
  private async newestPing(): Promise<number | undefined> {
    const [newest] = await answerOf(
      this.database.sessions
        .find({ last_ping: { $lte: Infinity } })
        .hint('last_ping')
        .sort({ last_ping: -1, _id: -1 })
        .limit(1)
        .project<{ last_ping: number }>({ last_ping: 1 })
        .toArray(),
    );
    return newest && toMilliseconds(newest.last_ping);
  }

  /** Where view_time begins: at the first slot that has time. Undefined where there is none. */
  private async begin(): Promise<ProgressDocument | undefined> {
    const { userTime, progress } = this.database;
    const [first] = await answerOf(
      userTime
        .find({ slot: { $gte: -Infinity } })
        .hint('slot')
        .sort({ slot: 1 })
        .limit(1)
        .toArray(),
    );
    if (!first) return undefined;
    const begun = { _id: VIEW_TIME, from: first.slot, until: first.slot };
    try {
      await progress.insertOne(begun);
    } catch (error) {
      // Another process has begun.
      if (!isDuplicateKey(error)) await answerOf(Promise.reject(error as Error));
    }
    return begun;
  }

  /**
   * Moves the time of sessions that are silent for good to user_time. Gives the first slot before the target that a
   * session may still add to, or the target.
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
      else reachable = Math.min(reachable, ...recordsIn(session.open_time).map(({ slot }) => slot));
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
        time: recordsIn(open_time),
      })),
    );
    const drops = sessions.map(({ _id, id_beaker_session, revision }) => ({
      updateOne: { filter: { id_beaker_session, _id, revision }, update: { $set: { open_time: [] } } },
    }));
    await answerOf(bulkWrite(this.database.sessions, drops, UPKEEP_DEADLINE_MS));
  }

  /** @param first slot of view_time. */
  private async make(window: SlotWindow, first: number): Promise<void> {
    const sums = await this.sumUp(window);
    const spanning =
      window.from === first ? await this.countSpanning(first) : await this.spanningAt(window.from);
    await this.save(sums.documents(window.from, window.to, spanning));
    for (const grain of GRAINS.slice(1)) {
      // A slot of this grain in which view_time begins is never asked for: it has not all of it.
      const begin = Math.max(window.from - (window.from % grain), Math.ceil(first / grain) * grain);
      const end = window.to - (window.to % grain);
      if (begin >= end) continue;
      const longer = new ViewTimeSums(grain);
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

  /** Sessions that had started before the slot and were heard of in it or later. */
  private countSpanning(slot: number): Promise<number> {
    const at = toSeconds(slot);
    const spanning = { start: { $lt: at }, last_ping: { $gte: at } };
    return answerOf(this.database.sessions.countDocuments(spanning, { hint: 'start' }));
  }

  /** The same, by the slot before it. */
  private async spanningAt(slot: number): Promise<number> {
    const before = await answerOf(this.database.viewTime.findOne({ _id: `${SLOT_MS}:${slot - SLOT_MS}:` }));
    return (before?.spanning ?? 0) + (before?.started ?? 0) - (before?.stopped ?? 0);
  }

  private async save(documents: readonly ViewTimeDocument[]): Promise<void> {
    for (let from = 0; from < documents.length; from += BATCH) {
      const writes = documents.slice(from, from + BATCH).map((replacement) => ({
        replaceOne: { filter: { _id: replacement._id }, replacement, upsert: true },
      }));
      await answerOf(bulkWrite(this.database.viewTime, writes, UPKEEP_DEADLINE_MS));
    }
  }
}
