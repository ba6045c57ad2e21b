import { SLOT_MS, toMilliseconds, toSeconds } from '@dwell/shared';
import type { SlotWindow } from '../../ports/session-store.js';
import type { MongoDatabase } from '../connection/database.js';
import { translateDriverError } from '../connection/errors.js';
import { eachOnce } from '../connection/read-once.js';
import type { ViewTimeDocument, ViewVisitsDocument } from '../schema/rollups.js';
import { SUM_LEVELS } from './sum-levels.js';
import { ViewTimeSums } from './view-time-sums.js';
import { ViewVisitSums } from './view-visit-sums.js';

/**
 * All documents of one collection and rollup level in a window. For view_visits, these are the visits that were
 * recorded in the window.
 */
export type ComputedSums = {
  readonly grain: number;
  readonly window: SlotWindow;
} & (
  | { readonly of: 'viewTime'; readonly documents: readonly ViewTimeDocument[] }
  | { readonly of: 'viewVisits'; readonly documents: readonly ViewVisitsDocument[] }
);

/**
 * Computes the sums of the slots in the window. Computes those of the shortest level from user_time and the sessions,
 * and those of each longer level from the documents of the level before it that are stored at this time.
 * @param first the start of the first slot that view_time has, in epoch milliseconds.
 */
export async function* computeSums(
  database: MongoDatabase,
  window: SlotWindow,
  first: number,
): AsyncGenerator<ComputedSums, void> {
  const { viewTime, viewVisits } = database;
  const { time, visits } = await sumUp(database, window);
  yield { of: 'viewVisits', grain: SLOT_MS, window, documents: visits.documents() };
  const spanning = await (window.from === first
    ? countSpanning(database, first)
    : spanningAt(database, window.from));
  yield {
    of: 'viewTime',
    grain: SLOT_MS,
    window,
    documents: time.documents(window.from, window.to, spanning),
  };
  let shorter = SLOT_MS;
  for (const grain of SUM_LEVELS.slice(1)) {
    // If view_time begins inside a long slot, leaves out this slot. No query reads it, because view_time has only a
    // part of it.
    const begin = Math.max(window.from - (window.from % grain), Math.ceil(first / grain) * grain);
    const whole = { from: window.from - (window.from % grain), to: window.to - (window.to % grain) };
    if (whole.from < whole.to) {
      const longer = new ViewVisitSums(grain);
      const recorded = { $gte: whole.from, $lt: whole.to };
      const recordedIn = viewVisits.find({ grain: shorter, recorded }).hint('recorded');
      for await (const each of eachOnce(recordedIn)) {
        longer.addShorter(each);
      }
      yield { of: 'viewVisits', grain, window: whole, documents: longer.documents() };
    }
    if (begin < whole.to) {
      const longer = new ViewTimeSums(grain);
      const slot = { $gte: begin, $lt: whole.to };
      const shorterSums = viewTime.find({ grain: shorter, slot }).hint('slot');
      for await (const each of eachOnce(shorterSums)) longer.addShorter(each);
      const before = await viewTime.findOne({ _id: `${SLOT_MS}:${begin}:` });
      const documents = longer.documents(begin, whole.to, before?.spanning ?? 0);
      yield { of: 'viewTime', grain, window: { from: begin, to: whole.to }, documents };
    }
    shorter = grain;
  }
}

const sumUp = async (
  { sessions, userTime }: MongoDatabase,
  { from, to }: SlotWindow,
): Promise<{ readonly time: ViewTimeSums; readonly visits: ViewVisitSums }> => {
  const time = new ViewTimeSums(SLOT_MS);
  const visits = new ViewVisitSums(SLOT_MS);
  for await (const each of eachOnce(userTime.find({ slot: { $gte: from, $lt: to } }).hint('slot'))) {
    time.addTime(each);
    visits.addRecorded(each);
  }
  const range = { $gte: toSeconds(from), $lt: toSeconds(to) };
  const starts = sessions
    .find({ start: range })
    .hint('start')
    .project<{ _id: string; start: number }>({ start: 1 });
  for await (const { start } of eachOnce(starts)) time.addStart(toMilliseconds(start));
  const stops = sessions
    .find({ last_ping: range })
    .hint('last_ping')
    .project<{ _id: string; last_ping: number }>({ last_ping: 1 });
  for await (const { last_ping } of eachOnce(stops)) time.addStop(toMilliseconds(last_ping));
  return { time, visits };
};

/** Counts the sessions that started before the slot and had their last ping in the slot or later. */
const countSpanning = ({ sessions }: MongoDatabase, slot: number): Promise<number> => {
  const at = toSeconds(slot);
  const spanning = { start: { $lt: at }, last_ping: { $gte: at } };
  return translateDriverError(sessions.countDocuments(spanning, { hint: 'start' }));
};

/** Returns what {@link countSpanning} counts, derived from the previous slot's document. */
const spanningAt = async ({ viewTime }: MongoDatabase, slot: number): Promise<number> => {
  const before = await translateDriverError(viewTime.findOne({ _id: `${SLOT_MS}:${slot - SLOT_MS}:` }));
  return (before?.spanning ?? 0) + (before?.started ?? 0) - (before?.stopped ?? 0);
};
