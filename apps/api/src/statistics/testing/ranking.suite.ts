import { expect, it } from '@jest/globals';
import type { RankedUser, UserRankingAnswer } from '@dwell/shared';
import type { Parameters, StatisticsStage } from './statistics-stage.js';

const MINUTE_MS = 60_000;

/** Users of whom several have the same time and the same number of visits. */
const USERS = ['eve', 'Eva', 'évi', 'gil', 'hal', 'ida', 'jo', '\u{1F600}', '\uFF5E'];

/** Tests the ranking of users while many have the same figures. */
export const describeRanking = (stage: () => StatisticsStage): void => {
  /**
   * Records a minute for each user, and a second minute for every third user. Resolves to a window that has only this
   * time.
   */
  const recordTies = async (users: readonly string[]): Promise<Parameters> => {
    const { clock } = stage().server;
    clock.set(Math.ceil(clock.now() / 3_600_000) * 3_600_000 + 3_600_000);
    const from = clock.now() / 1000;
    for (const name of users) await stage().user(name).start();
    clock.advance(MINUTE_MS);
    for (const name of users)
      await stage()
        .user(name)
        .keepalive({ visible: true, path: ['/tied'] });
    clock.advance(MINUTE_MS);
    for (const name of users.filter((_, index) => index % 3 === 0)) {
      await stage()
        .user(name)
        .keepalive({ visible: true, path: ['/tied', 'again'] });
    }
    return { from, to: from + 900 };
  };

  const pagesOf = async (parameters: Parameters): Promise<RankedUser[][]> => {
    const pages: RankedUser[][] = [];
    let cursor: string | undefined;
    do {
      const query = cursor === undefined ? parameters : { ...parameters, cursor };
      const page = await stage().ask<UserRankingAnswer>('statistics/users', query);
      pages.push(page.users);
      cursor = page.next_cursor;
    } while (cursor !== undefined);
    return pages;
  };

  it('of users have the whole ranking in a file, or as many users as the limit says', async () => {
    const users = Array.from({ length: 60 }, (_, n) => `filed ${n}`);
    const { from, to } = await recordTies(users);
    const rowsOf = async (limit: string): Promise<string[]> => {
      const { text } = await stage().get('statistics/users', `from=${from}&to=${to}&format=ndjson${limit}`);
      return text.trim().split('\n');
    };
    expect(await rowsOf('')).toHaveLength(60);
    expect(await rowsOf('&limit=7')).toHaveLength(7);
  });

  it('of users list each user once, page by page, also where users have the same figures', async () => {
    const window = await recordTies(USERS);
    for (const sort of ['visible_duration', 'visits', 'username']) {
      for (const order of ['asc', 'desc']) {
        const whole = await pagesOf({ ...window, sort, order });
        expect(whole).toHaveLength(1);
        for (const limit of [1, 2, 4]) {
          const pages = await pagesOf({ ...window, sort, order, limit });
          expect(pages.map((page) => page.length)).not.toContain(0);
          expect(Math.max(...pages.map((page) => page.length))).toBe(limit);
          expect(pages.flat()).toEqual(whole.flat());
        }
        expect(whole.flat().map(({ rank }) => rank)).toEqual(USERS.map((_, index) => index + 1));
      }
    }
    const byTime = (await pagesOf(window)).flat().map(({ username }) => username);
    // Equal figures are in the order of the names' code points, in which the emoji comes after the wide tilde.
    expect(byTime).toEqual(['eve', 'gil', 'jo', 'Eva', 'hal', 'ida', 'évi', '\uFF5E', '\u{1F600}']);
    const shares = (await pagesOf({ ...window, limit: 2 })).flat().map(({ share }) => share);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  });

  it('of users go on after the last user of a page, although users with the same figures come in between', async () => {
    const window = await recordTies(['k1', 'k3', 'k5']);
    const first = await stage().ask<UserRankingAnswer>('statistics/users', { ...window, limit: 2 });
    expect(first.users.map(({ username }) => username)).toEqual(['k1', 'k3']);
    const { clock } = stage().server;
    for (const name of ['k2', 'k4']) await stage().user(name).start();
    clock.advance(MINUTE_MS);
    for (const name of ['k2', 'k4'])
      await stage()
        .user(name)
        .keepalive({ visible: true, path: ['/tied'] });
    const cursor = first.next_cursor ?? '';
    const next = await stage().ask<UserRankingAnswer>('statistics/users', { ...window, limit: 2, cursor });
    expect(next.users.map(({ username, rank }) => [username, rank])).toEqual([
      ['k4', 4],
      ['k5', 5],
    ]);
    expect(next.total).toBe(5);
  });

  it('of users keep the rank and the share among all users when there is a search', async () => {
    const window = await recordTies(USERS);
    const all = (await pagesOf(window)).flat();
    const { users, total } = await stage().ask<UserRankingAnswer>('statistics/users', {
      ...window,
      search: 'EV',
    });
    expect(users).toEqual(all.filter(({ username }) => ['eve', 'Eva', 'évi'].includes(username)));
    expect(total).toBe(3);
  });

  it('of users give the present time for a user who was last seen before the clock was set back', async () => {
    const window = await recordTies(['early bird']);
    const { clock } = stage().server;
    const now = clock.now();
    clock.advance(10 * 24 * 3_600_000);
    await stage().user('early bird').start();
    clock.set(now);
    const [first] = (await pagesOf(window)).flat();
    expect(first).toMatchObject({ username: 'early bird', last_seen: now / 1000 });
  });
};
