import type { PageQuery } from './group-store.js';

/** A note about a point in time, shown on the timeline. */
export interface Annotation {
  readonly id: string;
  /** The time that the note is about, in epoch milliseconds. */
  readonly at: number;
  readonly text: string;
  /** The username of whoever wrote it. */
  readonly author: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

/** The fields that an author can change. Absent fields keep their values. */
export type AnnotationChange = Partial<Pick<Annotation, 'at' | 'text'>>;

/** Selects a page of annotations, those about the latest times first; of equal times, the greatest ids first. */
export interface AnnotationSearch {
  /** Epoch milliseconds, inclusive. */
  readonly from?: number | undefined;
  /** Epoch milliseconds, exclusive. */
  readonly to?: number | undefined;
  /** The last annotation of the page before. */
  readonly after?: Pick<Annotation, 'at' | 'id'> | undefined;
  readonly limit: number;
}

/** Limits which annotations a call may remove: those of an author, or all. */
export type RemovableAnnotation = { readonly author: string } | 'of anybody';

/** Stores annotations. Every method rejects with a StoreUnavailableError if the database can't be reached. */
export abstract class AnnotationStore {
  abstract listAnnotations(search: AnnotationSearch): Promise<Annotation[]>;
  abstract findAnnotation(id: string): Promise<Annotation | undefined>;
  /**
   * Stores a new annotation, or refuses it with `too-many` if there are MAX_ANNOTATIONS already. On MongoDB, calls at
   * the same instant may exceed this limit by a few.
   */
  abstract createAnnotation(annotation: Annotation): Promise<'done' | 'too-many'>;
  /** Changes an annotation of `author`. Returns false if the author has none with this id. */
  abstract changeAnnotation(id: string, author: string, change: AnnotationChange): Promise<boolean>;
  /** Removes an annotation, and returns true. Returns false if none with this id may be removed. */
  abstract removeAnnotation(id: string, whose: RemovableAnnotation): Promise<boolean>;

  /** Reads annotations by id, for a copy of a database. `after` is the last id of the page before. */
  abstract readAnnotations(page: PageQuery): Promise<Annotation[]>;
  /** Stores the annotation in place of one with the same id, for a copy of a database. */
  abstract putAnnotation(annotation: Annotation): Promise<void>;
}
