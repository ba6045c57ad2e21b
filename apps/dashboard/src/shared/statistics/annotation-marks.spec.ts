import { describe, expect, it } from '@jest/globals';
import type { AnnotationAnswer } from '@dwell/shared';
import { withAnnotations } from './annotation-marks.js';

const note = (at: number, text: string): AnnotationAnswer => ({
  id: text,
  at,
  text,
  author: 'ann',
  created_at: 0,
});

describe('The labels of buckets', () => {
  it('get the texts of the annotations in each bucket, oldest first; the end of a bucket belongs to the next one', () => {
    const labels = ['a', 'b', 'c'].map((each) => ({ short: each, full: each }));
    const buckets = [
      { from: 0, to: 10 },
      { from: 10, to: 20 },
      { from: 20, to: 30 },
    ];
    const notes = [note(30, 'after'), note(20, 'third'), note(19.999, 'second'), note(10, 'first')];
    expect(withAnnotations(labels, buckets, notes)).toEqual([
      { short: 'a', full: 'a' },
      { short: 'b', full: 'b', notes: ['first', 'second'] },
      { short: 'c', full: 'c', notes: ['third'] },
    ]);
  });
});
