import { isLegalString } from './values.js';

/** The most annotations that can be stored. */
export const MAX_ANNOTATIONS = 1_000;

/** The most UTF-16 code units of the text of an annotation. */
export const MAX_ANNOTATION_LENGTH = 200;

/** The largest `limit` of GET /api/v2/annotations. */
export const MAX_ANNOTATIONS_PER_PAGE = 500;
/** The default `limit` of GET /api/v2/annotations. */
export const DEFAULT_ANNOTATIONS_PER_PAGE = 100;

/** Whether `value` may be the text of an annotation: a legal string that is not too long. */
export const isAnnotationText = (value: unknown): value is string =>
  isLegalString(value) && value.length <= MAX_ANNOTATION_LENGTH;

/** The rule of {@link isAnnotationText} in words, for error messages. */
export const ANNOTATION_TEXT_RULE = `must be a string of 1 to ${MAX_ANNOTATION_LENGTH} characters, without NUL or lone surrogates`;

/** The body of POST /api/v2/annotations. */
export interface AnnotationBody {
  /** The time that the note is about, in epoch seconds. */
  at: number;
  /** What happened, for example `Release 4.2`. */
  text: string;
}

/** The body of PATCH /api/v2/annotations/{id}. Absent fields keep their values. */
export type AnnotationChangeBody = Partial<AnnotationBody>;

/** The parameters of GET /api/v2/annotations. Times in epoch seconds. */
export interface AnnotationsQuery {
  /** Inclusive. */
  from?: number;
  /** Exclusive. */
  to?: number;
  /** How many annotations are on a page at most. */
  limit?: number;
  /** `next_cursor` of the previous page. */
  cursor?: string;
}

/** A note about a point in time, shown on the timeline. */
export interface AnnotationAnswer {
  /** Identifies the annotation. */
  id: string;
  /** The time that the note is about, in epoch seconds. */
  at: number;
  /** What happened. */
  text: string;
  /** The user who wrote it, and who alone can change it. */
  author: string;
  /** When it was written, in epoch seconds. */
  created_at: number;
}

/** GET /api/v2/annotations, those about the latest times first. */
export interface AnnotationsAnswer {
  /** Names the answer. */
  description: 'Annotations';
  /** The annotations of this page. */
  annotations: AnnotationAnswer[];
  /** The `cursor` of the next page, if there are more annotations. */
  next_cursor?: string;
}
