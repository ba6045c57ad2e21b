import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Answers, Statistic } from './answers.js';
import { milliseconds, sum } from './figures.js';
import { TIMEOUT_MS } from './stage.js';
import type { PlayedDatabase } from './played-database.js';
import { type Question, question, queryOf } from './questions.js';

type Ask = <S extends Statistic>(statistic: S, asked: Partial<Question>) => Promise<Answers[S]>;

const msOf = (rows: readonly { readonly visible_duration: number }[]): number =>
  sum(rows.map((row) => milliseconds(row.visible_duration)));

const visitsOf = (rows: readonly { readonly visits: number }[]): number =>
  sum(rows.map(({ visits }) => visits));

/** Returns the time of each bucket, in milliseconds. */
const msByBucket = ({ buckets, series, other }: Answers['timeline']): number[] =>
  buckets.map((_, index) =>
    sum(
      [...series, ...(other ? [other] : [])].map((each) => milliseconds(each.visible_duration[index] ?? 0)),
    ),
  );

/**
 * Tests that the statistics of a database agree with each other.
 * @param around returns the instant around which the database has data
 */
export const describeSums = (database: () => PlayedDatabase, around: () => number, numRuns: number): void => {
  /**
   * Asserts a property of generated questions. The property calls `ask`. The fields that it passes as `asked` replace
   * those fields of the question.
   */
  const forQuestions = (property: (ask: Ask, question: Question) => Promise<void>): Promise<void> =>
    fc.assert(
      fc.asyncProperty(question, (question) =>
        property(
          (statistic, asked) =>
            database().ask(statistic, queryOf(statistic, { ...question, ...asked }, around())),
          question,
        ),
      ),
      { numRuns },
    );

  describe('agree with each other:', () => {
    it(
      'the time and the visits of summary, views, tabs, timeline, heatmap, users and distribution add up to the same sums',
      () =>
        forQuestions(async (ask) => {
          const { current, previous } = await ask('summary', {});
          const { views } = await ask('views', {});
          const { cells } = await ask('heatmap', {});
          const { users } = await ask('users', { search: undefined });
          const timeline = await ask('timeline', {});
          const distribution = await ask('distribution', {});
          const tabs = views.flatMap((view) => view.tabs);
          expect({
            views: msOf(views),
            tabs: msOf(tabs),
            timeline: sum(msByBucket(timeline)),
            before: timeline.previous && msOf(timeline.previous),
            heatmap: msOf(cells),
            users: msOf(users),
          }).toEqual({
            views: msOf([current]),
            tabs: msOf([current]),
            timeline: msOf([current]),
            before: previous && msOf([previous]),
            heatmap: msOf([current]),
            users: msOf([current]),
          });
          const lists = [views, tabs, cells, users, distribution.buckets, [distribution]];
          expect(lists.map(visitsOf)).toEqual(lists.map(() => current.visits));
          expect([views.length, users.length]).toEqual([current.views, current.users]);
          for (const rows of [views, users]) {
            if (rows.length > 0) expect(sum(rows.map(({ share }) => share))).toBeCloseTo(1, 9);
          }
        }),
      TIMEOUT_MS,
    );

    it(
      'the figures of some users and of all others add up to those of everybody',
      () =>
        forQuestions(async (ask, { users }) => {
          const everybody = { usernames: false, not_usernames: false };
          const some = { ...everybody, usernames: true };
          const others = { ...everybody, not_usernames: true, excluded: users };
          const figures = async (who: Partial<Question>) => {
            const summary = await ask('summary', who);
            const { points } = await ask('concurrency', {
              ...who,
              concurrency: 'minute',
              ...SIX_HOURS,
              view: undefined,
            });
            const { buckets } = await ask('distribution', who);
            const { cells } = await ask('heatmap', who);
            const ranking = await ask('users', who);
            const { visible_duration, visits, sessions, users } = summary.current;
            return new Map<string, number>([
              ['time', milliseconds(visible_duration)],
              ['visits', visits],
              ['sessions', sessions],
              ['users', users],
              ['active', summary.active_sessions],
              ['all active', summary.all_active_sessions],
              ['ranked', ranking.total],
              ...points.map(({ from, max }) => [`in progress at ${from}`, max ?? 0] as const),
              ...buckets.map(({ up_to, visits }) => [`visits up to ${up_to} s`, visits] as const),
              ...cells.map(
                (cell) => [`${cell.weekday} ${cell.hour} h`, milliseconds(cell.visible_duration)] as const,
              ),
            ]);
          };
          const [all, one, rest] = [await figures(everybody), await figures(some), await figures(others)];
          const added = Map.groupBy([...one, ...rest], ([name]) => name);
          for (const [name, value] of all) {
            expect([name, sum(added.get(name)?.map(([, part]) => part) ?? [])]).toEqual([name, value]);
          }
        }),
      TIMEOUT_MS,
    );

    it(
      'the figures of the compared window are those of a question about that window',
      () =>
        forQuestions(async (ask, { view, tz, ...question }) => {
          const { previous, previous_window: before } = await ask('summary', {});
          if (!before) {
            expect(previous).toBeNull();
            return;
          }
          const then = <S extends Statistic>(statistic: S): Promise<Answers[S]> => {
            const query = queryOf(
              statistic,
              { ...question, view, tz, compare: 'none', search: undefined },
              around(),
            );
            return database().ask(statistic, { ...query, ...before, top: undefined });
          };
          expect((await then('summary')).current).toEqual(previous);
          const { views } = await ask('views', {});
          const viewsThen = new Map(
            (await then('views')).views.map((row) => [row.view, row.visible_duration]),
          );
          expect(views.map((row) => row.previous_visible_duration)).toEqual(
            views.map((row) => viewsThen.get(row.view) ?? 0),
          );
          const { users } = await ask('users', { search: undefined });
          const usersThen = new Map(
            (await then('users')).users.map((row) => [row.username, row.visible_duration]),
          );
          expect(users.map((row) => row.previous_visible_duration)).toEqual(
            users.map((row) => usersThen.get(row.username) ?? 0),
          );
          const timeline = await ask('timeline', {});
          const timelineThen = await then('timeline');
          expect(timeline.previous?.map(({ from, to }) => ({ from, to }))).toEqual(
            timelineThen.buckets.map(({ from, to }) => ({ from, to })),
          );
          expect(timeline.previous?.map((bucket) => msOf([bucket]))).toEqual(msByBucket(timelineThen));
        }),
      TIMEOUT_MS,
    );

    it(
      'the buckets of a distribution adjoin, and each from 0.2 s on ends at most 11 % higher than it begins',
      () =>
        forQuestions(async (ask) => {
          const { buckets } = await ask('distribution', {});
          for (const [index, { after, up_to }] of buckets.entries()) {
            if (index > 0) expect(after).toBe(buckets[index - 1]?.up_to);
            // In shorter buckets, the rounding of the ends to whole milliseconds would weigh too much.
            if (after >= 0.2) expect(up_to / after).toBeLessThan(1.11);
          }
          if (buckets.length > 0) {
            expect(buckets[0]?.visits).toBeGreaterThan(0);
            expect(buckets.at(-1)?.visits).toBeGreaterThan(0);
          }
        }),
      TIMEOUT_MS,
    );
  });
};

/** A window of six hours around the instant, short enough for one point for each minute. */
const SIX_HOURS: Partial<Question> = { edges: [{ slot: -8 }, { slot: 16 }] };
