import {
  type ConcurrencyAnswer,
  type ConcurrencyBucket,
  type ConcurrencyPoint,
  type ConcurrencyQuery,
  MAX_BUCKETS,
  SLOT_MS,
  toSeconds,
} from '@dwell/shared';
import { InvalidFields } from '../http/validation.js';
import { MINUTE_MS, minuteAfter } from '../store/model/whole-minutes.js';
import type { SessionStore, SlotWindow } from '../store/ports/session-store.js';
import { ceilToSlot } from './calendar.js';
import { toTimeWindow } from './figures.js';
import { type Question, toScopeAnswer } from './question.js';
import { bucketsOf, type CalendarBucket, partsOf, requireFineWindow, tooManyBuckets } from './windows.js';

/** A number that stays the same from `from` until `to`, in epoch milliseconds. */
interface Level extends SlotWindow {
  readonly value: number;
}

/** @throws InvalidFields if the window has too many buckets, or minutes are asked for with a view */
export const concurrencyOf = async (
  store: SessionStore,
  question: Question,
  { bucket = 'hour' }: ConcurrencyQuery,
): Promise<ConcurrencyAnswer> => {
  const { view } = question.filter;
  if (view !== undefined && bucket === 'minute') {
    throw new InvalidFields([
      {
        field: 'bucket',
        message: 'must not be minute with a view: the people on a view are known by the quarter of an hour',
      },
    ]);
  }
  const buckets = bucketsIn(question, bucket);
  const levels =
    view === undefined ? await sessionLevels(store, question) : await peopleLevels(store, question);
  const peak = levels.reduce<Level | undefined>(
    (highest, level) => (level.value > (highest?.value ?? 0) ? level : highest),
    undefined,
  );
  return {
    ...toScopeAnswer(question),
    measure: view === undefined ? 'sessions' : 'people',
    bucket,
    points: pointsOf(buckets, levels),
    peak: peak ? { at: toSeconds(peak.from), value: peak.value } : null,
  };
};

const bucketsIn = ({ window, tz, now }: Question, bucket: ConcurrencyBucket): readonly CalendarBucket[] => {
  if (bucket !== 'minute') return bucketsOf(window, { tz, bucket, now });
  const count = (window.to - window.from) / MINUTE_MS;
  if (count > MAX_BUCKETS) throw tooManyBuckets();
  return partsOf(window, MINUTE_MS).map((minute) => {
    const running = minute.to > now;
    return { ...minute, partial: running, running };
  });
};

/**
 * Resolves to the numbers of sessions in progress. Each level begins and ends at a whole minute; the last one ends with
 * the minute of `now`, or with the window.
 */
const sessionLevels = async (
  store: SessionStore,
  { window, filter, activeWindow, now }: Question,
): Promise<Level[]> => {
  const changes = await store.sessionsInProgress(window, filter, activeWindow, now);
  const end = Math.min(window.to, minuteAfter(now));
  return changes.map(({ at, sessions }, index) => ({
    from: at,
    to: changes[index + 1]?.at ?? end,
    value: sessions,
  }));
};

/**
 * Resolves to how many people were on the filter's view on average in each slot: the visible time divided by the part
 * of the slot that has passed.
 */
const peopleLevels = async (store: SessionStore, { window, filter, now }: Question): Promise<Level[]> => {
  requireFineWindow(window);
  const end = Math.min(window.to, now);
  if (end <= window.from) return [];
  const slots = partsOf({ from: window.from, to: ceilToSlot(end) }, SLOT_MS);
  const levels = slots.map(({ from, to }) => ({ from, to: Math.min(to, end), value: 0 }));
  for (const { bucket, ms } of await store.bucketSums(slots, filter)) {
    const level = levels[bucket];
    if (level) level.value = ms / (level.to - level.from);
  }
  return levels;
};

/** Returns the average and the maximum of the levels in each bucket. Buckets and levels are in order of time. */
const pointsOf = (buckets: readonly CalendarBucket[], levels: readonly Level[]): ConcurrencyPoint[] => {
  let next = 0;
  return buckets.map(({ partial, running, ...bucket }) => {
    let [area, length, max] = [0, 0, 0];
    for (let index = next; index < levels.length; index++) {
      const level = levels[index];
      if (!level || level.from >= bucket.to) break;
      const part = Math.min(level.to, bucket.to) - Math.max(level.from, bucket.from);
      if (level.to <= bucket.to) next = index + 1;
      if (part <= 0) continue;
      area += part * level.value;
      length += part;
      max = Math.max(max, level.value);
    }
    const known = length > 0;
    return {
      ...toTimeWindow(bucket),
      partial,
      running,
      mean: known ? area / length : null,
      max: known ? max : null,
    };
  });
};
