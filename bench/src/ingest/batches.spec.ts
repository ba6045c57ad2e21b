import { describe, expect, it } from '@jest/globals';
import { countCommits, describeBatches } from './batches.js';

describe('how many sessions a commit writes', () => {
  it('is told from the latest commit of each process and from what was written', () => {
    const sessions = [
      { revision: 5, commits: [{ by: 'p', n: 7 }] },
      {
        revision: 3,
        commits: [
          { by: 'q', n: 2 },
          { by: 'p', n: 9 },
        ],
      },
    ];
    expect(countCommits(sessions)).toEqual({ commits: 11, written: 8 });
  });

  it('is that of the run alone', () => {
    const text = describeBatches({ commits: 10, written: 1_000 }, { commits: 20, written: 1_305 });
    expect(text).toContain('30.5 sessions');
  });
});
