import { SLOT_MS, slotOf, toMilliseconds } from '@dwell/shared';
import type { mongo } from 'mongoose';
import type { OnRebuilt } from '../../ports/archive.js';
import type { SlotWindow } from '../../ports/session-store.js';
import { bulkWrite, UPKEEP_DEADLINE_MS } from '../connection/bulk-write.js';
import { isUnique, translateDriverError } from '../connection/errors.js';
import { ANY_NUMBER } from '../list/filters.js';
import { type ProgressDocument, SUMS, type ViewVisitsDocument } from '../schema/rollups.js';
import type { MongoDatabase } from '../connection/database.js';
import type { UserTimeWriter } from '../record/rollups.js';
import { type ComputedSums, computeSums } from './compute-sums.js';
import { KnownPaths } from './known-paths.js';
import { SessionSettler } from './session-settler.js';

/**
 * A slot is summed only when the alive duration and this margin, in milliseconds, have passed since its end. The margin
 * is there because the processes' clocks differ.
 */
export const MARGIN_MS = 5 * 60_000;

/** The longest window that is summed at once, in milliseconds. The limit bounds the memory that a run needs. */
const PORTION_MS = 24 * 60 * 60_000;

/** The most documents that are written in one call. */
const BATCH = 500;

/**
 * Sums into view_time and view_visits the slots to which no session can add time any more: they lie further back than
 * the alive duration and {@link MARGIN_MS}, and no active session has open_time in them. The newest ping serves as the
 * clock, or the computer's clock if that is earlier: a ping may be from a time when a clock was far ahead. The builder
 * writes whole values, so that a run may break off or be repeated, and several processes may run at once.
 */
export class ViewTimeBuilder {
  private readonly settler: SessionSettler;
  private readonly paths: KnownPaths;

  constructor(
    private readonly database: MongoDatabase,
    userTime: UserTimeWriter,
    private readonly aliveMs: number,
    private readonly now: () => number,
  ) {
    this.settler = new SessionSettler(database, userTime);
    this.paths = new KnownPaths(database);
  }

  /**
   * Sums all slots that can be summed now. Waits while another process writes the same sessions or sums. What a failed
   * run has left undone, the next run does.
   * @throws StoreUnavailableError
   */
  async advance(onProgress?: OnRebuilt): Promise<void> {
    const newest = await this.newestPing();
    if (newest === undefined) return;
    const { progress } = this.database;
    const target = slotOf(Math.min(newest, this.now()) - this.aliveMs - MARGIN_MS);
    // If the alive duration has grown or the clock was ahead, slots that were summed can change, and are summed again.
    await translateDriverError(progress.updateOne({ _id: SUMS }, { $min: { until: target } }));
    const reachable = await this.settler.settleSilent(target);
    const summed = (await translateDriverError(progress.findOne({ _id: SUMS }))) ?? (await this.begin());
    if (!summed) return;
    if (summed.until < summed.from) {
      await translateDriverError(progress.updateOne({ _id: SUMS }, { $min: { from: summed.until } }));
    }
    const first = Math.min(summed.from, summed.until);
    for (const portion of portionsOf({ from: summed.until, to: reachable })) {
      const { from, to } = portion;
      for await (const sums of computeSums(this.database, portion, first)) await this.save(sums);
      // If a session got time in these slots while they were summed, this run ends and leaves `until` as it is. So the
      // next run sums them again.
      const isLate = await translateDriverError(
        this.database.sessions.findOne(
          {
            $or: [
              { 'open_time.slot': { $lt: to } },
              { 'visits.slot': { $lt: to }, 'visits.at': { $lt: to } },
            ],
          },
          { projection: { _id: 1 } },
        ),
      );
      const moved =
        isLate === null &&
        (await translateDriverError(progress.updateOne({ _id: SUMS, until: from }, { $set: { until: to } })));
      if (!moved || moved.matchedCount === 0) return;
      onProgress?.(to - first, reachable - first);
    }
  }

  /** Deletes all sums, and sums all slots again that can be summed now. */
  async rebuild(onProgress?: OnRebuilt): Promise<void> {
    await translateDriverError(this.database.progress.deleteOne({ _id: SUMS }));
    await translateDriverError(this.database.viewTime.deleteMany({}));
    await translateDriverError(this.database.viewVisits.deleteMany({}));
    await translateDriverError(this.database.paths.deleteMany({}));
    this.paths.reset();
    await this.advance(onProgress);
  }

  /**
   * Computes again all sums that are stored. Computes those of each longer level from the stored sums of the level
   * before it.
   */
  async *recompute(): AsyncGenerator<ComputedSums, void> {
    const summed = await translateDriverError(this.database.progress.findOne({ _id: SUMS }));
    if (!summed) return;
    for (const window of portionsOf({ from: summed.from, to: summed.until })) {
      yield* computeSums(this.database, window, summed.from);
    }
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

  /** Begins view_time at the first slot in user_time. Returns undefined if user_time is empty. */
  private async begin(): Promise<ProgressDocument | undefined> {
    const { userTime, progress } = this.database;
    const [first] = await translateDriverError(
      userTime.find({ slot: ANY_NUMBER }).hint('slot').sort({ slot: 1 }).limit(1).toArray(),
    );
    if (!first) return undefined;
    const begun = { _id: SUMS, from: first.slot, until: first.slot };
    // Another process may have begun at the same moment.
    await translateDriverError(isUnique(progress.insertOne(begun)));
    return begun;
  }

  private async save(sums: ComputedSums): Promise<void> {
    if (sums.of === 'viewTime') {
      await this.replace(this.database.viewTime, sums.documents);
      if (sums.grain === SLOT_MS) await this.paths.add(sums.documents.flatMap(({ time }) => time));
    } else {
      await this.replace(this.database.viewVisits, sums.documents);
      await this.deleteOutdated(sums);
    }
  }

  private async replace<T extends { readonly _id: string }>(
    collection: mongo.Collection<T>,
    documents: readonly T[],
  ): Promise<void> {
    for (let from = 0; from < documents.length; from += BATCH) {
      const writes = documents.slice(from, from + BATCH).map((document) => ({
        replaceOne: { filter: { _id: document._id } as mongo.Filter<T>, replacement: document, upsert: true },
      }));
      await translateDriverError(bulkWrite(collection, writes, UPKEEP_DEADLINE_MS));
    }
  }

  /**
   * Deletes the documents of view_visits whose visits a session has taken back from user_time since they were summed.
   */
  private async deleteOutdated({ grain, window: { from, to }, documents }: ComputedSums): Promise<void> {
    const { viewVisits } = this.database;
    const current = new Set(documents.map(({ _id }) => _id));
    const stored = await translateDriverError(
      viewVisits
        .find({ grain, recorded: { $gte: from, $lt: to } })
        .hint('recorded')
        .project<Pick<ViewVisitsDocument, '_id'>>({ _id: 1 })
        .toArray(),
    );
    const outdated = stored.map(({ _id }) => _id).filter((id) => !current.has(id));
    for (let first = 0; first < outdated.length; first += BATCH) {
      // Not deleteMany: it would lock the documents in another order than the processes that replace them.
      const deletes = outdated.slice(first, first + BATCH).map((_id) => ({ deleteOne: { filter: { _id } } }));
      await translateDriverError(bulkWrite(viewVisits, deletes, UPKEEP_DEADLINE_MS));
    }
  }
}

/** Returns the portions in which the slots in the window are summed. */
function* portionsOf({ from, to }: SlotWindow): Generator<SlotWindow> {
  for (let begin = from; begin < to; begin += PORTION_MS) {
    yield { from: begin, to: Math.min(to, begin + PORTION_MS) };
  }
}
