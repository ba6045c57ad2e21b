import { type Bucket, BUCKETS } from '@dwell/shared';
import { readOneOf } from '../../shared/filters/filters.js';

export interface OverviewSearch {
  /** Slot of the chart over time; without it, one that suits the window's length. */
  bucket?: Bucket | undefined;
}

export const readOverviewSearch = (search: Record<string, unknown>): OverviewSearch => ({
  bucket: readOneOf(BUCKETS, search['bucket']),
});
