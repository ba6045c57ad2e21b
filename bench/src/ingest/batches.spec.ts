import { describe, expect, it } from '@jest/globals';
import { countCommits, describeBatches } from './batches.js';

describe('the average number of sessions in a commit', () => {
  it('is computed from the latest commit number of each process and the revisions of the sessions', () => {
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

  it('leaves out the commits from before the run', () => {
    const text = describeBatches({ commits: 10, written: 1_000 }, { commits: 20, written: 1_305 });
    expect(text).toContain('30.5 sessions');
  });
});
