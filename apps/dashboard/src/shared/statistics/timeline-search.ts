import { type Bucket, BUCKETS } from '@dwell/shared';
import { readOneOf } from '../filters/search-params.js';

/** What a heatmap shows: the time on page, or the average number of people who looked at the same time. */
export const HEAT_MEASURES = ['time', 'people'] as const;
export type HeatMeasure = (typeof HEAT_MEASURES)[number];

/** How time over time is drawn: as stacks of views, as a line for each view, or as a small chart for each view. */
export const TIMELINE_SHAPES = ['stacks', 'lines', 'multiples'] as const;
export type TimelineShape = (typeof TIMELINE_SHAPES)[number];

/** The search parameters of charts, as they are in the URL. */
export interface TimelineSearch {
  /** Bucket of the charts over time. Default: one that suits the window's length. */
  bucket?: Bucket | undefined;
  /** How time over time is drawn. Default: stacks. */
  shape?: TimelineShape | undefined;
  /** What heatmaps show. Default: time. */
  heat?: HeatMeasure | undefined;
}

export const readTimelineSearch = (search: Record<string, unknown>): TimelineSearch => ({
  bucket: readOneOf(BUCKETS, search['bucket']),
  shape: readOneOf(TIMELINE_SHAPES, search['shape']),
  heat: readOneOf(HEAT_MEASURES, search['heat']),
});
