import { SLOT_MS } from '@dwell/shared';
import { ROLLUP_LEVELS } from '../../model/rollup-levels.js';
import type { SlotWindow } from '../../ports/session-store.js';
import type { MongoDatabase } from '../connection/database.js';
import { UPKEEP_DEADLINE_MS, bulkWrite } from '../connection/bulk-write.js';
import { translateDriverError } from '../connection/errors.js';
import type { ViewVisitsDocument } from '../schema/rollups.js';
import { ViewVisitSums } from './view-visit-sums.js';

/** How many documents are written in one call. */
const BATCH = 500;

/** Writes view_visits: whole values, by the slot in which the visits were recorded. */
export class ViewVisitsBuilder {
  constructor(private readonly database: MongoDatabase) {}

  /** Stores the sums of the visits that were recorded in the window, and sums them at the longer rollup levels. */
  async save(sums: ViewVisitSums, { from, to }: SlotWindow): Promise<void> {
    await this.replace(SLOT_MS, { from, to }, sums.documents());
    for (const level of ROLLUP_LEVELS.slice(1)) {
      const window = { from: from - (from % level), to: to - (to % level) };
      if (window.from >= window.to) continue;
      const longer = new ViewVisitSums(level);
      const shorter = this.database.viewVisits
        .find({ grain: SLOT_MS, recorded: { $gte: window.from, $lt: window.to } })
        .hint('recorded');
      for await (const document of shorter) longer.addShorter(document);
      await this.replace(level, window, longer.documents());
    }
  }

  /** Replaces the documents of the window. Stores the new ones first, so that no sum is ever missing. */
  private async replace(
    grain: number,
    { from, to }: SlotWindow,
    documents: readonly ViewVisitsDocument[],
  ): Promise<void> {
    const { viewVisits } = this.database;
    for (let first = 0; first < documents.length; first += BATCH) {
      const writes = documents.slice(first, first + BATCH).map((replacement) => ({
        replaceOne: { filter: { _id: replacement._id }, replacement, upsert: true },
      }));
      await translateDriverError(bulkWrite(viewVisits, writes, UPKEEP_DEADLINE_MS));
    }
    const current = new Set(documents.map(({ _id }) => _id));
    const stored = await translateDriverError(
      viewVisits
        .find({ grain, recorded: { $gte: from, $lt: to } })
        .hint('recorded')
        .project<Pick<ViewVisitsDocument, '_id'>>({ _id: 1 })
        .toArray(),
    );
    const outdated = stored.map(({ _id }) => _id).filter((id) => !current.has(id));
    if (outdated.length === 0) return;
    await translateDriverError(viewVisits.deleteMany({ _id: { $in: outdated } }));
  }
}
