import { randomUUID } from 'node:crypto';
import { ConflictException, ForbiddenException, Injectable, NotFoundException } from '@nestjs/common';
import {
  type AnnotationAnswer,
  type AnnotationBody,
  type AnnotationChangeBody,
  type AnnotationsAnswer,
  type AnnotationsQuery,
  DEFAULT_ANNOTATIONS_PER_PAGE,
  isLegalString,
  MAX_ANNOTATIONS,
  toMilliseconds,
  toMillisecondsIfSet,
  toSeconds,
} from '@dwell/shared';
import type { Caller } from '../auth/guard/caller.js';
import { requireUser } from '../auth/guard/named-user.js';
import { invalidCursor, readCursor, writeCursor } from '../http/cursors.js';
import { Clock } from '../platform/clock.js';
import { type Annotation, AnnotationStore } from '../store/ports/annotation-store.js';

export const NO_ANNOTATION = 'There is no annotation of this id';
export const TOO_MANY_ANNOTATIONS = `There can be at most ${MAX_ANNOTATIONS.toLocaleString('en')} annotations`;

/** Lists and creates annotations. Authors change and remove their own; admins remove any. */
@Injectable()
export class AnnotationsService {
  constructor(
    private readonly store: AnnotationStore,
    private readonly clock: Clock,
  ) {}

  async list({
    from,
    to,
    limit = DEFAULT_ANNOTATIONS_PER_PAGE,
    cursor,
  }: AnnotationsQuery): Promise<AnnotationsAnswer> {
    const found = await this.store.listAnnotations({
      from: toMillisecondsIfSet(from),
      to: toMillisecondsIfSet(to),
      after: cursor === undefined ? undefined : decodeCursor(cursor),
      limit: limit + 1,
    });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      description: 'Annotations',
      annotations: page.map(answer),
      ...(found.length > page.length && last ? { next_cursor: writeCursor([last.at, last.id]) } : {}),
    };
  }

  /**
   * Stores an annotation with the caller as its author.
   * @throws InvalidFields if the caller is a key that names no user, ConflictException if there are MAX_ANNOTATIONS
   */
  async create({ at, text }: AnnotationBody, caller: Caller): Promise<AnnotationAnswer> {
    const author = requireUser(caller, 'writes the annotation');
    const annotation = {
      id: randomUUID(),
      at: toMilliseconds(at),
      text,
      author,
      createdAt: this.clock.now(),
    };
    const outcome = await this.store.createAnnotation(annotation);
    if (outcome === 'too-many') throw new ConflictException(TOO_MANY_ANNOTATIONS);
    return answer(annotation);
  }

  /**
   * Changes an annotation of the caller.
   * @throws NotFoundException, ForbiddenException if somebody else wrote it
   */
  async change(id: string, { at, text }: AnnotationChangeBody, caller: Caller): Promise<AnnotationAnswer> {
    const before = await this.find(id);
    if (before.author !== caller.username) throw wroteAnother();
    const change = {
      ...(at === undefined ? {} : { at: toMilliseconds(at) }),
      ...(text === undefined ? {} : { text }),
    };
    if (!(await this.store.changeAnnotation(id, before.author, change))) {
      throw new NotFoundException(NO_ANNOTATION);
    }
    return answer({ ...before, ...change });
  }

  /**
   * Removes an annotation of the caller. Admins can remove all.
   * @throws NotFoundException, ForbiddenException if somebody else wrote it and the caller is no admin
   */
  async remove(id: string, caller: Caller): Promise<void> {
    const { author } = await this.find(id);
    if (author !== caller.username && caller.role !== 'admin') throw wroteAnother();
    const whose = caller.role === 'admin' ? 'of anybody' : { author };
    if (!(await this.store.removeAnnotation(id, whose))) throw new NotFoundException(NO_ANNOTATION);
  }

  private async find(id: string): Promise<Annotation> {
    const annotation = isLegalString(id) ? await this.store.findAnnotation(id) : undefined;
    if (!annotation) throw new NotFoundException(NO_ANNOTATION);
    return annotation;
  }
}

const wroteAnother = (): ForbiddenException => new ForbiddenException('Somebody else wrote this annotation');

/**
 * Returns the time (epoch milliseconds) and the id of the last annotation of the previous page.
 * @throws InvalidFields if `text` is not a cursor of this list
 */
const decodeCursor = (text: string): Pick<Annotation, 'at' | 'id'> => {
  const [at, id, ...more] = readCursor(text);
  if (more.length > 0 || !Number.isInteger(at) || !isLegalString(id)) throw invalidCursor();
  return { at: at as number, id };
};

const answer = ({ at, createdAt, ...annotation }: Annotation): AnnotationAnswer => ({
  ...annotation,
  at: toSeconds(at),
  created_at: toSeconds(createdAt),
});
