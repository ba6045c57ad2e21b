import { describe, expect, it } from '@jest/globals';
import { MAX_ANNOTATIONS } from '@dwell/shared';
import fc from 'fast-check';
import type { Annotation, AnnotationStore } from '../ports/annotation-store.js';
import { legalString } from './legal-strings.js';
import { type OpenStore, useStore } from './store-under-test.js';

const T0 = 1_700_000_000_000;

/** How many annotations a test stores at the same moment. With more of them, some would time out on a slow server. */
const AT_ONCE = 10;

let made = 0;

/** Returns an annotation at `at` milliseconds after T0. Its id comes after the ids of all annotations before. */
const noteAt = (at: number, more: Partial<Annotation> = {}): Annotation => ({
  id: `id ${String(made++).padStart(6, '0')}`,
  at: T0 + at,
  text: 'Release',
  author: 'ann',
  createdAt: T0,
  ...more,
});

/** Tests what every AnnotationStore must do. `open` opens a new, empty store each time. */
export const describeAnnotationStore = (name: string, open: OpenStore<AnnotationStore>): void => {
  describe(`${name} as an AnnotationStore`, () => {
    const opened = useStore(open);

    const create = async (annotation: Annotation): Promise<Annotation> => {
      expect(await opened.store.createAnnotation(annotation)).toBe('done');
      return annotation;
    };

    it('lists the annotations of a window, the latest times first, page by page', async () => {
      const [a, b, c, d] = [
        await create(noteAt(10)),
        await create(noteAt(20)),
        await create(noteAt(20)),
        await create(noteAt(30)),
      ];
      const list = (search: object) => opened.another.listAnnotations({ limit: 10, ...search });
      expect(await list({})).toEqual([d, c, b, a]);
      expect(await list({ from: T0 + 20, to: T0 + 30 })).toEqual([c, b]);
      expect(await list({ from: T0 + 31 })).toEqual([]);
      expect(await list({ to: T0 + 10 })).toEqual([]);
      expect(await list({ limit: 2 })).toEqual([d, c]);
      expect(await list({ limit: 2, after: c })).toEqual([b, a]);
      expect(await list({ from: T0 + 20, after: d })).toEqual([c, b]);
    });

    it('finds an annotation, changes it only for its author, and removes it for its author or for a caller who may remove all', async () => {
      const note = await create(noteAt(-100));
      expect(await opened.another.findAnnotation(note.id)).toEqual(note);
      expect(await opened.another.findAnnotation('none')).toBeUndefined();
      expect(await opened.store.changeAnnotation(note.id, 'ben', { text: 'x' })).toBe(false);
      expect(await opened.store.changeAnnotation(note.id, 'ann', {})).toBe(true);
      expect(await opened.another.findAnnotation(note.id)).toEqual(note);
      expect(await opened.store.changeAnnotation(note.id, 'ann', { text: 'Outage' })).toBe(true);
      expect(await opened.store.changeAnnotation(note.id, 'ann', { at: T0 - 50 })).toBe(true);
      expect(await opened.another.findAnnotation(note.id)).toEqual({ ...note, at: T0 - 50, text: 'Outage' });

      expect(await opened.store.removeAnnotation(note.id, { author: 'ben' })).toBe(false);
      expect(await opened.store.removeAnnotation(note.id, { author: 'ann' })).toBe(true);
      expect(await opened.store.removeAnnotation(note.id, { author: 'ann' })).toBe(false);
      const other = await create(noteAt(-100));
      expect(await opened.store.removeAnnotation(other.id, 'of anybody')).toBe(true);
      expect(await opened.another.findAnnotation(other.id)).toBeUndefined();
    });

    it('keeps any legal text and any legal author', async () => {
      await fc.assert(
        fc.asyncProperty(legalString(), legalString(), async (text, author) => {
          const note = await create(noteAt(1_000, { text, author }));
          expect(await opened.another.findAnnotation(note.id)).toEqual(note);
        }),
        { numRuns: 20 },
      );
    });

    it('reads all annotations by id for a copy, and puts one in place of an earlier copy', async () => {
      const note = await create(noteAt(2_000));
      await opened.store.putAnnotation({ ...note, text: 'copied' });
      const all: Annotation[] = [];
      for (let after: string | undefined; ;) {
        const page = await opened.store.readAnnotations({ after, limit: 7 });
        all.push(...page);
        after = page.at(-1)?.id;
        if (after === undefined) break;
      }
      expect(all.at(-1)).toEqual({ ...note, text: 'copied' });
      expect(all.map(({ id }) => id)).toEqual(all.map(({ id }) => id).toSorted());
    });

    // This test comes last, because after it no further annotation can be created.
    it('refuses an annotation beyond MAX_ANNOTATIONS', async () => {
      const count = (await opened.store.readAnnotations({ limit: MAX_ANNOTATIONS })).length;
      const missing = Array.from({ length: MAX_ANNOTATIONS - count }, (_, n) => noteAt(n));
      for (let begin = 0; begin < missing.length; begin += AT_ONCE) {
        const some = missing.slice(begin, begin + AT_ONCE);
        await Promise.all(some.map((each) => opened.store.putAnnotation(each)));
      }
      expect(await opened.store.createAnnotation(noteAt(0))).toBe('too-many');
    });
  });
};
