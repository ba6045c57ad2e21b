import { describe, expect, it } from '@jest/globals';
import type { PeopleAnswer, UserRankingAnswer } from '@dwell/shared';
import type { StatisticsStage } from './statistics-stage.js';
import { STATISTICS } from '../../testing/recount/expected.js';

const DAY = 86_400;

/** Tests which parameters and which callers the statistics refuse. */
export const describeParameters = (stage: () => StatisticsStage): void => {
  const errorsOf = async (call: string, query: string) => {
    const { status, body } = await stage().get(call, query);
    return { status, fields: body.errors?.map(({ field }) => field) };
  };

  it.each(STATISTICS)('of %s answer 400 and name each parameter that is wrong', async (statistic) => {
    const tooMany = Array.from({ length: 501 }, (_, n) => `not_usernames[]=${n}`).join('&');
    const wrong = [
      ['tz=Mars/Olympus', 'tz'],
      ['tz=%2B05:30', 'tz'],
      ['tz=', 'tz'],
      ['from=20&to=10', 'from'],
      ['from=900&to=900', 'from'],
      ['from=soon', 'from'],
      ['to=1772442000000', 'to'],
      ['compare=yesterday', 'compare'],
      ['view=', 'view'],
      ['view=/a&view=/b', 'view'],
      ['usernames[]=', 'usernames'],
      ['not_usernames=', 'not_usernames'],
      [tooMany, 'not_usernames'],
      ['not_username=ann', 'not_username'],
      ['groups[]=', 'groups'],
      ['groups[]=nobody%20made%20it', 'groups'],
      ['not_groups[]=nobody%20made%20it', 'not_groups'],
    ] as const;
    for (const [query, field] of wrong) {
      expect({ query, ...(await errorsOf(`statistics/${statistic}`, query)) }).toEqual({
        query,
        status: 400,
        fields: [field],
      });
    }
  });

  it.each([
    ['views', 'bucket=day', 'bucket'],
    ['heatmap', 'bucket=hour', 'bucket'],
    ['summary', 'top=3', 'top'],
    ['distribution', 'left_within=3', 'left_within'],
    ['timeline', 'bucket=minute', 'bucket'],
    ['timeline', `bucket=hour&from=0&to=${100 * DAY}`, 'bucket'],
    ['timeline', 'bucket=day&from=0&to=99999999999', 'bucket'],
    ['timeline', 'top=0', 'top'],
    ['timeline', 'top=101', 'top'],
    ['timeline', 'top=2.5', 'top'],
    ['timeline', 'top=all', 'top'],
    ['concurrency', 'bucket=year', 'bucket'],
    ['concurrency', 'bucket=minute&view=/orders', 'bucket'],
    ['concurrency', `bucket=minute&from=0&to=${2 * DAY}`, 'bucket'],
    ['concurrency', `bucket=hour&from=0&to=${100 * DAY}`, 'bucket'],
    ['heatmap', `from=0&to=${6 * 366 * DAY}`, 'from'],
    ['concurrency', `bucket=month&view=/orders&from=0&to=${6 * 366 * DAY}`, 'from'],
    ['users', 'sort=age', 'sort'],
    ['users', 'order=up', 'order'],
    ['users', 'limit=0', 'limit'],
    ['users', 'limit=501', 'limit'],
    ['users', 'search=', 'search'],
    ['users', 'cursor=', 'cursor'],
    ['users', 'cursor=WzFd', 'cursor'],
    ['users', 'cursor=%00', 'cursor'],
    ['unused', 'left_within=soon', 'left_within'],
    ['unused', 'left_within=-1', 'left_within'],
    ['unused', 'left_within=86401', 'left_within'],
  ])('%s?%s is answered 400 and names %s', async (statistic, query, field) => {
    expect(await errorsOf(`statistics/${statistic}`, query)).toEqual({ status: 400, fields: [field] });
  });

  it.each([
    ['concurrency', `bucket=minute&from=0&to=${2_000 * 60 - 300}`],
    ['timeline', `bucket=hour&from=0&to=${2_000 * 3_600}&top=100`],
    ['heatmap', `from=0&to=${5 * 366 * DAY}`],
    ['users', 'limit=500&search=%25'],
    ['unused', 'left_within=86400'],
    ['unused', 'left_within=0'],
  ])('%s?%s is answered 200: the limits themselves are allowed', async (statistic, query) => {
    expect((await stage().get(`statistics/${statistic}`, query)).status).toBe(200);
  });

  it('of users refuse the cursor of another list or ranking, and the list of people refuses theirs', async () => {
    const ranking = await stage().ask<UserRankingAnswer>('statistics/users', { limit: 1 });
    const people = await stage().ask<PeopleAnswer>('people', { limit: 1 });
    const [own = '', other = ''] = [ranking.next_cursor, people.next_cursor];
    expect([own, other]).not.toContain('');
    expect((await stage().get('statistics/users', `cursor=${own}`)).status).toBe(200);
    for (const [call, query] of [
      ['statistics/users', `cursor=${other}`],
      ['statistics/users', `cursor=${own}&sort=visits`],
      ['statistics/users', `cursor=${own}&order=asc`],
      ['statistics/users', `cursor=${own}&search=a`],
      ['people', `cursor=${own}`],
    ] as const) {
      expect(await errorsOf(call, query)).toEqual({ status: 400, fields: ['cursor'] });
    }
  });

  describe('of every call', () => {
    it('need the role analyst', async () => {
      const reporter = await stage().server.createKey({ name: 'pings only', role: 'reporter' });
      for (const statistic of STATISTICS) {
        expect((await stage().get(`statistics/${statistic}`, '', reporter)).status).toBe(403);
        expect((await stage().server.call('GET', `/api/v2/statistics/${statistic}`)).status).toBe(401);
      }
    });
  });
};
