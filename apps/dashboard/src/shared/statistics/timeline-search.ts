import { type Bucket, BUCKETS } from '@dwell/shared';
import { readOneOf } from '../filters/search-params.js';

/** What a heatmap shows: the time on page, or how many people looked at a time on average. */
export const HEAT_MEASURES = ['time', 'people'] as const;
export type HeatMeasure = (typeof HEAT_MEASURES)[number];

/** The search parameters of charts, as they are in the URL. */
export interface TimelineSearch {
  /** Bucket of the charts over time. Default: one that suits the window's length. */
  bucket?: Bucket | undefined;
  /** What heatmaps show. Default: time. */
  heat?: HeatMeasure | undefined;
}

export const readTimelineSearch = (search: Record<string, unknown>): TimelineSearch => ({
  bucket: readOneOf(BUCKETS, search['bucket']),
  heat: readOneOf(HEAT_MEASURES, search['heat']),
});
