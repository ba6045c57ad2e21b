import type { AnnotationAnswer, TimelineBucket } from '@dwell/shared';
import type { BucketLabel } from '../charts/series.js';

/** Adds to each label the texts of the annotations in its bucket, oldest first. `labels[i]` belongs to `buckets[i]`. */
export const withAnnotations = (
  labels: readonly BucketLabel[],
  buckets: readonly Pick<TimelineBucket, 'from' | 'to'>[],
  annotations: readonly AnnotationAnswer[],
): BucketLabel[] => {
  const inOrder = annotations.toSorted((a, b) => a.at - b.at);
  return labels.map((label, index) => {
    const bucket = buckets[index];
    const notes = inOrder
      .filter(({ at }) => bucket !== undefined && bucket.from <= at && at < bucket.to)
      .map(({ text }) => text);
    return notes.length > 0 ? { ...label, notes } : label;
  });
};
