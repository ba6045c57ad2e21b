import { type Bucket, BUCKETS } from '@dwell/shared';
import { readOneOf } from '../../shared/filters/search-params.js';

/** The overview's own search parameters, as they are in the URL. */
export interface OverviewSearch {
  /** Bucket of the timeline chart. Default: one that suits the window's length. */
  bucket?: Bucket | undefined;
}

export const readOverviewSearch = (search: Record<string, unknown>): OverviewSearch => ({
  bucket: readOneOf(BUCKETS, search['bucket']),
});
