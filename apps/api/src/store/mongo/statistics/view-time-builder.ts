import { SLOT_MS, slotOf, toMilliseconds, toSeconds } from '@dwell/shared';
import { ROLLUP_LEVELS } from '../../model/rollup-levels.js';
import type { SlotWindow } from '../../ports/session-store.js';
import { bulkWrite, UPKEEP_DEADLINE_MS } from '../connection/bulk-write.js';
import { isDuplicateKey, toStoreError, translateDriverError } from '../connection/errors.js';
import { ANY_NUMBER } from '../list/filters.js';
import { type ProgressDocument, SUMS, type ViewTimeDocument } from '../schema/rollups.js';
import type { MongoDatabase } from '../connection/database.js';
import type { UserTimeWriter } from '../record/rollups.js';
import { KnownPaths } from './known-paths.js';
import { SessionSettler } from './session-settler.js';
import { ViewTimeSums } from './view-time-sums.js';
import { ViewVisitSums } from './view-visit-sums.js';
import { ViewVisitsBuilder } from './view-visits-builder.js';

/** How long a slot waits beyond the alive duration, in milliseconds, because the processes' clocks differ. */
export const MARGIN_MS = 5 * 60_000;

/** The longest time that is summed at once, in milliseconds, so that memory is bounded. */
const PORTION_MS = 24 * 60 * 60_000;

/** How many documents are written in one call. */
const BATCH = 500;

/**
 * Sums into view_time the slots to which no session can add time any more: they lie further back than the alive duration,
 * and no active session has open_time in them. The newest ping serves as the clock, or the computer's clock if that is
 * earlier: a ping may be from a time when a clock was far ahead. The builder writes whole values, so that a run may
 * break off or be repeated, and several processes may run at once.
 */
export class ViewTimeBuilder {
  private readonly settler: SessionSettler;
  private readonly visits: ViewVisitsBuilder;
  private readonly paths: KnownPaths;

  constructor(
    private readonly database: MongoDatabase,
    userTime: UserTimeWriter,
    private readonly aliveMs: number,
    private readonly now: () => number,
  ) {
    this.settler = new SessionSettler(database, userTime);
    this.visits = new ViewVisitsBuilder(database);
    this.paths = new KnownPaths(database);
  }

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
    await translateDriverError(progress.updateOne({ _id: SUMS }, { $min: { until: target } }));
    const reachable = await this.settler.settleSilent(target);
    const summed = (await translateDriverError(progress.findOne({ _id: SUMS }))) ?? (await this.begin());
    if (!summed) return;
    let { until } = summed;
    if (until < summed.from) {
      await translateDriverError(progress.updateOne({ _id: SUMS }, { $min: { from: until } }));
    }
    const from = Math.min(summed.from, until);
    while (until < reachable) {
      const next = Math.min(reachable, until + PORTION_MS);
      await this.build({ from: until, to: next }, from);
      // Stops if a session got time in these slots while they were summed: the next run sums them again.
      const isLate = await translateDriverError(
        this.database.sessions.findOne(
          {
            $or: [
              { 'open_time.slot': { $lt: next } },
              { 'visits.slot': { $lt: next }, 'visits.at': { $lt: next } },
            ],
          },
          { projection: { _id: 1 } },
        ),
      );
      const moved =
        isLate === null &&
        (await translateDriverError(progress.updateOne({ _id: SUMS, until }, { $set: { until: next } })));
      if (!moved || moved.matchedCount === 0) return;
      until = next;
    }
  }

  /** Deletes all sums, and sums all slots again that can be summed now. */
  async rebuild(): Promise<void> {
    await translateDriverError(this.database.progress.deleteOne({ _id: SUMS }));
    await translateDriverError(this.database.viewTime.deleteMany({}));
    await translateDriverError(this.database.viewVisits.deleteMany({}));
    await translateDriverError(this.database.paths.deleteMany({}));
    this.paths.reset();
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
    const begun = { _id: SUMS, from: first.slot, until: first.slot };
    try {
      await progress.insertOne(begun);
    } catch (error) {
      // Another process began at the same moment.
      if (!isDuplicateKey(error)) throw toStoreError(error);
    }
    return begun;
  }

  /** @param first the first slot of view_time. */
  private async build(window: SlotWindow, first: number): Promise<void> {
    const visits = new ViewVisitSums(SLOT_MS);
    const sums = await this.sumUp(window, visits);
    await this.visits.save(visits, window);
    await this.paths.add(sums.paths());
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

  private async sumUp({ from, to }: SlotWindow, visits: ViewVisitSums): Promise<ViewTimeSums> {
    const { sessions, userTime } = this.database;
    const sums = new ViewTimeSums(SLOT_MS);
    for await (const time of userTime.find({ slot: { $gte: from, $lt: to } }).hint('slot')) {
      sums.addTime(time);
      visits.addRecorded(time);
    }
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
