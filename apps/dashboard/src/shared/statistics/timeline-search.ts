import { type Bucket, BUCKETS } from '@dwell/shared';
import { readOneOf } from '../filters/search-params.js';

/** The search parameters of charts over time, as they are in the URL. */
export interface TimelineSearch {
  /** Bucket of the timeline chart. Default: one that suits the window's length. */
  bucket?: Bucket | undefined;
}

export const readTimelineSearch = (search: Record<string, unknown>): TimelineSearch => ({
  bucket: readOneOf(BUCKETS, search['bucket']),
});
