import {
  type DistributionAnswer,
  type DistributionBucket,
  LENGTH_ERROR,
  limitsOfBucket,
  toSeconds,
} from '@dwell/shared';
import type { LengthSum, SessionStore } from '../store/ports/session-store.js';
import { sum, visitDurations } from './figures.js';
import { type Question, toScopeAnswer } from './question.js';

export const distributionOf = async (
  store: SessionStore,
  question: Question,
): Promise<DistributionAnswer> => {
  const lengths = await store.lengthSums(question.window, question.filter);
  return {
    ...toScopeAnswer(question),
    visits: sum(lengths.map(({ visits }) => visits)),
    ...visitDurations(lengths),
    relative_error: LENGTH_ERROR,
    buckets: bucketsOf(lengths),
  };
};

const bucketsOf = (lengths: readonly LengthSum[]): DistributionBucket[] => {
  const counts = new Map(lengths.map(({ lengthBucket, visits }) => [lengthBucket, visits]));
  if (counts.size === 0) return [];
  const first = Math.min(...counts.keys());
  const last = Math.max(...counts.keys());
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const { after, upTo } = limitsOfBucket(first + index);
    return {
      // In whole milliseconds, so that each bucket ends where the next one begins.
      after: toSeconds(Math.floor(after)),
      up_to: toSeconds(Math.floor(upTo)),
      visits: counts.get(first + index) ?? 0,
    };
  });
};
