import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PastRequest } from '../record-history.js';
import { STATISTICS } from './expected.js';
import { history, ZONES } from './histories.js';
import { PlayedDatabase } from './played-database.js';
import { question, queryOf } from './questions.js';
import { type Process, TIMEOUT_MS } from './stage.js';
import { describeSums } from './sums.suite.js';
import { clockChangeAfter } from './wall-clock.js';

const DAY_MS = 86_400_000;

/** When something is asked, in milliseconds after the last request. The clock can have been set back meanwhile. */
const wait = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, 299_999, 300_000) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 400_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: -3_600_000, max: -1 }) },
);

/** Generates how much of a history is recorded, and what is asked then. */
const act = fc.record({
  percent: fc.integer({ min: 0, max: 100 }),
  wait,
  questions: fc.array(question, { minLength: 1, maxLength: 4, size: 'max' }),
});

type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

/** Generates acts in the order of a history. With the last one, all of the history is recorded. */
const acts = fc
  .tuple(fc.array(act, { maxLength: 2, size: 'max' }), act)
  .map(([acts, last]) => [...acts.sort((a, b) => a.percent - b.percent), { ...last, percent: 100 }]);

export interface RecountOptions {
  /** How many histories are played for each zone. */
  readonly runs: number;
  /** The most strands of a history. A strand is the requests of one user on one client. */
  readonly strands: number;
  /** How many questions are asked in each test of sums. */
  readonly sums: number;
}

export const describeRecount = (
  name: string,
  open: () => Promise<readonly [Process, ...Process[]]>,
  { runs, strands, sums }: RecountOptions,
): void => {
  describe(`statistics on ${name}`, () => {
    let database: PlayedDatabase;
    /** The times of the clock change and of the latest request of the latest history, in epoch milliseconds. */
    let change = 0;
    let latest = Date.UTC(2026, 0);
    beforeAll(async () => {
      database = new PlayedDatabase(await open());
    });
    afterAll(() => database.close(), TIMEOUT_MS);

    /**
     * Records a history around the next clock change of a zone, and asks the questions of its acts. Expects the answers
     * that a recount of the pings gives.
     */
    const play = async (
      tz: string,
      relative: readonly PastRequest[],
      acts: readonly Act[],
    ): Promise<void> => {
      change = clockChangeAfter(latest + 60 * DAY_MS, tz);
      database.beginHistory();
      const requests = relative.map((request) => ({ ...request, at: change + request.at }));
      let done = 0;
      for (const { percent, wait, questions } of acts) {
        const end = Math.ceil((percent * requests.length) / 100);
        await database.record(requests.slice(done, end));
        done = Math.max(done, end);
        latest = Math.max(change, ...requests.slice(0, done).map(({ at }) => at));
        database.now = latest + wait;
        const recount = database.recount();
        for (const asked of questions) {
          for (const statistic of STATISTICS) {
            const query = queryOf(statistic, { tz, ...asked }, change);
            const { actual, expected } = await database.compare(statistic, query, recount);
            expect({ statistic, query, answer: actual }).toEqual({ statistic, query, answer: expected });
          }
        }
      }
    };

    it.each(ZONES)(
      'equal a recount of the pings themselves, around the clock changes of %s',
      (tz) =>
        fc.assert(
          fc.asyncProperty(history({ strands }), acts, (requests, acts) => play(tz, requests, acts)),
          { numRuns: runs, endOnFailure: true },
        ),
      TIMEOUT_MS,
    );

    describe('of some history', () => {
      beforeAll(async () => {
        const [requests = []] = fc.sample(history({ strands: 60 }), { seed: 17, numRuns: 1 });
        await play('Europe/Paris', requests, [{ percent: 100, wait: 60_000, questions: [] }]);
      }, TIMEOUT_MS);
      describeSums(
        () => database,
        () => change,
        sums,
      );
    });
  });
};
