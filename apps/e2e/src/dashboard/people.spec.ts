import { readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import type {
  HeatmapAnswer,
  PeopleAnswer,
  RankedUser,
  SessionsAnswer,
  SummaryAnswer,
  TimelineAnswer,
  UserRankingAnswer,
} from '@dwell/shared';
import type { Locator, Page } from 'playwright-core';
import { AWKWARD_NAMES, awkwardHistory } from '../support/awkward-names.js';
import { expectChange } from '../support/change.js';
import { timesOf } from '../support/chart.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { history, session } from '../support/history.js';
import {
  eventually,
  expectInSearch,
  expectPercent,
  isoOf,
  readCount,
  readDuration,
  readDurations,
  searchOf,
  toNumber,
} from '../support/screen.js';
import { useStage } from '../support/stage.js';

const at = (...date: [number, number, number]): number => Date.UTC(...date) / 1000;

/** Three days with sessions. The three days before have sessions too, also of people who have none in these. */
const WINDOW = { from: at(2025, 2, 9), to: at(2025, 2, 12) };
const THREE_DAYS = `from=${String(WINDOW.from)}&to=${String(WINDOW.to)}`;

type Query = Record<string, string | number>;

const rowsOf = (page: Page): Locator => page.getByRole('table', { name: 'People' }).locator('tbody tr');

/** Resolves to the texts of a row of the ranking, one for each column, as a user reads them. */
const textsOf = async (row: Locator): Promise<string[]> =>
  (await row.locator('td').allInnerTexts()).map((text) => text.trim());

/** Asserts that the ranking on the screen has exactly these people, with their figures. */
const expectRanking = (
  page: Page,
  { users, previous_window }: UserRankingAnswer,
  onView = false,
): Promise<void> =>
  eventually(async () => {
    const rows = rowsOf(page);
    expect(await rows.evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset['rowId']))).toEqual(
      users.map(({ username }) => username),
    );
    for (const [index, user] of users.entries()) {
      await expectRankedRow(rows.nth(index), user, { compared: previous_window !== null, onView });
    }
  });

const expectRankedRow = async (
  row: Locator,
  user: RankedUser,
  { compared, onView }: { compared: boolean; onView: boolean },
): Promise<void> => {
  const texts = await textsOf(row);
  const [rank = '', , , share = ''] = texts;
  expect(toNumber(rank)).toBe(user.rank);
  expect(await readDuration(row)).toBe(user.visible_duration);
  expectPercent(share, user.share);
  const counts = texts.slice(compared ? 5 : 4);
  expect(counts.slice(0, 2).map(toNumber)).toEqual([user.visits, user.sessions]);
  if (!onView) expect(counts[2]).toBe(user.top_view ?? '–');
  if (compared) {
    const before = user.previous_visible_duration ?? NaN;
    await expectChange(row.getByTestId('change'), user.visible_duration, before);
  }
  const seen = row.locator('time:not([data-seconds])');
  expect(await seen.getAttribute('datetime')).toBe(isoOf(user.last_seen));
};

/** Splits a CSV file into rows of cells. */
const parseCsv = (text: string): string[][] =>
  text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain,
      ),
    );

/** Downloads the file behind a link, and returns its rows by column. */
const downloadCsv = async (page: Page, link: RegExp): Promise<Record<string, string>[]> => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: link }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^dwell-\w+_2025-03-09_to_2025-03-12\.csv$/);
  const [header = [], ...rows] = parseCsv(await readFile(await download.path(), 'utf8'));
  return rows.map((cells) => Object.fromEntries(header.map((name, column) => [name, cells[column] ?? ''])));
};

describeInBrowser('the ranking of people', () => {
  const stage = useStage(history);

  const rank = (query: Query = {}): Promise<UserRankingAnswer> =>
    stage().server.get('statistics/users', { ...WINDOW, tz: 'UTC', limit: 100, ...query });

  it('shows the figures of everybody with time, in each order', async () => {
    const page = await stage().openPage(`/people?${THREE_DAYS}`);
    const all = await rank();
    expect(all.total).toBeGreaterThan(5);
    await expectRanking(page, all);
    await page.getByText(`${String(all.total)} people with time`).waitFor();

    for (const [column, sort, order] of [
      ['Visits', 'visits', 'desc'],
      ['Visits', 'visits', 'asc'],
      ['User', 'username', 'asc'],
      ['User', 'username', 'desc'],
      ['Time on page', 'visible_duration', 'desc'],
      ['Time on page', 'visible_duration', 'asc'],
    ] as const) {
      await page.getByRole('columnheader', { name: column }).getByRole('button').click();
      await expectRanking(page, await rank({ sort, order }));
      expect(searchOf(page)).toMatchObject({ people_sort: sort, people_order: order });
    }
  });

  it.each([
    ['one view', 'view=/customers', { view: '/customers' }],
    ['another comparison', 'compare=weekdays', { compare: 'weekdays' }],
    ['no comparison', 'compare=none', { compare: 'none' }],
  ])('shows the figures with the filter of %s', async (_which, search, query) => {
    const page = await stage().openPage(`/people?${THREE_DAYS}&${search}`);
    await expectRanking(page, await rank(query), 'view' in query);
  });

  it('ranks only the people of the filter, if it has several', async () => {
    const page = await stage().openPage(`/people?${THREE_DAYS}&usernames=ann&usernames=cid`);
    const everybody = await rank();
    await eventually(async () => {
      const names = await rowsOf(page).getByRole('link').allInnerTexts();
      expect(names.toSorted()).toEqual(['ann', 'cid']);
    });
    const ann = everybody.users.find(({ username }) => username === 'ann');
    expect(await readDuration(rowsOf(page).filter({ hasText: 'ann' }))).toBe(ann?.visible_duration);
  });

  it('finds people by a part of their names, in any case and without accents, and keeps their ranks', async () => {
    const page = await stage().openPage(`/people?${THREE_DAYS}`);
    await page.getByRole('searchbox').fill('MULLER');
    const found = await rank({ search: 'muller' });
    expect(found.users.map(({ username }) => username)).toEqual(['Dora Müller']);
    await expectRanking(page, found);
    expect(searchOf(page)).toMatchObject({ person: 'MULLER' });
    expect(await page.getByTestId('people-without-time').count()).toBe(0);
  });

  it('finds people who have no time in the window too, and says so', async () => {
    const page = await stage().openPage(`/people?${THREE_DAYS}&person=i`);
    const ranked = await rank({ search: 'i' });
    const known = await stage().server.get<PeopleAnswer>('people', { search: 'i', limit: 100 });
    const others = known.people.filter(
      ({ username }) => !ranked.users.some((user) => user.username === username),
    );
    expect(others.map(({ username }) => username)).toContain('ida');
    await expectRanking(page, ranked);
    const list = page.getByRole('region', { name: 'Seen before, but without time in this window' });
    await eventually(async () => {
      expect(await list.getByRole('link').allInnerTexts()).toEqual(others.map(({ username }) => username));
    });
    await list.getByRole('link', { name: 'ida', exact: true }).click();
    await page.getByRole('heading', { name: 'ida', level: 1 }).waitFor();
    expect(searchOf(page)).toMatchObject({ usernames: 'ida', person: 'i' });

    await page.getByRole('link', { name: 'All people' }).click();
    await page.getByRole('searchbox').fill('nobody has this name');
    await page.getByText('Nobody with time has “nobody has this name” in the name.').waitFor();
  });

  it('leads from each row to the person, and back to the same list', async () => {
    const page = await stage().openPage(`/people?${THREE_DAYS}&people_sort=visits`);
    const order = await rank({ sort: 'visits' });
    await expectRanking(page, order);
    const second = order.users[1]?.username ?? '';
    // The whole row is the link.
    await rowsOf(page).nth(1).click();
    await page.getByRole('heading', { name: second, exact: true, level: 1 }).waitFor();
    const person = searchOf(page);
    expect(person).toMatchObject({ usernames: second, people_sort: 'visits' });

    await page.goBack();
    await expectRanking(page, order);
    await page.goForward();
    await page.getByRole('heading', { name: second, exact: true, level: 1 }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: second, exact: true, level: 1 }).waitFor();
    expect(searchOf(page)).toEqual(person);
    await page.getByRole('link', { name: 'All people' }).click();
    await expectRanking(page, order);
    await page.reload();
    await expectRanking(page, order);
  });

  it('can be downloaded as CSV: the rows of the table, with the same filters, search and order', async () => {
    const page = await stage().openPage(
      `/people?${THREE_DAYS}&view=/customers&person=e&people_sort=username`,
    );
    const query = { view: '/customers', search: 'e', sort: 'username' };
    const answer = await rank(query);
    expect(answer.users.length).toBeGreaterThan(1);
    await expectRanking(page, answer, true);
    const rows = await downloadCsv(page, /^CSV of all people/);
    expect(
      rows.map((row) => ({
        rank: Number(row['rank']),
        username: row['username'],
        visible_duration: Number(row['visible_duration']),
        share: Number(row['share']),
        visits: Number(row['visits']),
        sessions: Number(row['sessions']),
        last_seen: Number(row['last_seen_epoch']),
        top_view: row['top_view'],
        previous_visible_duration: Number(row['previous_visible_duration']),
      })),
    ).toEqual(answer.users);
  });

  it('says when nobody has time in the window', async () => {
    const page = await stage().openPage('/people?from=1000000000&to=1000086400');
    await page.getByRole('region', { name: 'People' }).getByText('No time on page in this window').waitFor();
  });
});

/** A number of people that fills several pages of the ranking. */
const MANY = 730;

const manyPeople = () =>
  Array.from({ length: MANY }, (_, n) =>
    session(`person ${String(n).padStart(3, '0')}`, Date.UTC(2025, 2, 9, 8) + n * 1_000, [
      [0, 'visible', ['/orders']],
      [10 + (n % 40), 'visible', ['/orders']],
    ]),
  ).flat();

describeInBrowser('the ranking of more people than one page has', () => {
  const stage = useStage(manyPeople);

  it('loads the next people when the user scrolls, shows each once, and draws only those near the visible ones', async () => {
    const page = await stage().openPage(`/people?${THREE_DAYS}`);
    const { users, total } = await stage().server.get<UserRankingAnswer>('statistics/users', {
      ...WINDOW,
      limit: 500,
    });
    expect(total).toBe(MANY);
    await page.getByText(`100 of ${String(MANY)} people shown`).waitFor();

    const seen = new Map<number, string>();
    await eventually(async () => {
      const drawn = await rowsOf(page).evaluateAll((rows) =>
        rows.flatMap((row) => {
          const { rowId } = (row as HTMLElement).dataset;
          return rowId === undefined ? [] : [[Number(row.getAttribute('aria-rowindex')), rowId] as const];
        }),
      );
      expect(drawn.length).toBeLessThanOrEqual(200);
      for (const [index, name] of drawn) seen.set(index, name);
      await page.mouse.wheel(0, 2_500);
      expect(seen.size).toBe(MANY);
    });
    const inOrder = [...seen].toSorted(([a], [b]) => a - b);
    // The header is the first row.
    expect(inOrder.map(([index]) => index)).toEqual(inOrder.map((_, position) => position + 2));
    expect(inOrder.slice(0, users.length).map(([, name]) => name)).toEqual(
      users.map(({ username }) => username),
    );
    expect(await page.getByRole('button', { name: 'Load more' }).count()).toBe(0);

    // Back at the top, the first rows are in their places again.
    await page.evaluate(() => window.scrollTo(0, 0));
    await rowsOf(page)
      .first()
      .getByRole('link', { name: users[0]?.username ?? '', exact: true })
      .waitFor();
  });

  it('offers a button after the next people could not be loaded', async () => {
    const page = await stage().newPage({ expected: ['Failed to load resource'] });
    const nextPages = (url: URL): boolean =>
      url.pathname.endsWith('/statistics/users') && url.searchParams.has('cursor');
    await page.route(nextPages, (route) => route.abort());
    await page.goto(`/people?${THREE_DAYS}`);
    await page.getByRole('button', { name: 'Load more' }).scrollIntoViewIfNeeded();
    await page.getByRole('alert').getByText('The server can’t be reached').waitFor();
    expect(await rowsOf(page).count()).toBe(100);
    await page.unroute(nextPages);
    await page.getByRole('button', { name: 'Load more' }).click();
    await page.getByText(/^[2-7]00 of/).waitFor();
  });
});

describeInBrowser('the page of one person', () => {
  const stage = useStage(history);

  const get = <Answer>(name: string, query: Query): Promise<Answer> =>
    stage().server.get<Answer>(`statistics/${name}`, { ...WINDOW, tz: 'UTC', ...query });

  const expectFigures = (page: Page, { current, previous }: SummaryAnswer): Promise<void> =>
    eventually(async () => {
      const basis = { current: current.visible_duration, before: previous?.visible_duration ?? NaN };
      for (const name of ['visible_duration', 'mean_visit_duration', 'median_visit_duration'] as const) {
        const figure = page.getByTestId(`figure-${name}`);
        const now = current[name];
        if (now === null) {
          expect(await figure.locator('[data-figure]').innerText()).toBe('–');
          continue;
        }
        expect(await readDuration(figure)).toBe(now);
        const before = previous?.[name] ?? null;
        if (before !== null) await expectChange(figure.getByTestId('change'), now, before, basis);
        else expect(await figure.getByTestId('change').count()).toBe(0);
      }
      for (const name of ['visits', 'sessions', 'views'] as const) {
        const figure = page.getByTestId(`figure-${name}`);
        expect(await readCount(figure)).toBe(current[name]);
        await expectChange(figure.getByTestId('change'), current[name], previous?.[name] ?? NaN, basis);
      }
    });

  it.each([
    ['a user', 'bob', {}],
    ['a user with accents and a blank in the name', 'Dora Müller', {}],
    ['a user, on one view', 'ann', { view: '/customers' }],
    ['a user without time in the window', 'ida', {}],
  ])('shows the figures of %s', async (_who, username, query) => {
    const search = new URLSearchParams({ usernames: username, ...query }).toString();
    const page = await stage().openPage(`/people?${THREE_DAYS}&${search}`);
    await page.getByRole('heading', { name: username, exact: true, level: 1 }).waitFor();
    await expectFigures(page, await get<SummaryAnswer>('summary', { 'usernames[]': username, ...query }));
    const { sessions } = await stage().server.get<SessionsAnswer>('sessions', {
      'usernames[]': username,
      sort: 'last_ping',
      order: 'desc',
      limit: 1,
    });
    const seen = page.getByTestId('figure-last_seen').locator('time').first();
    expect(await seen.getAttribute('datetime')).toBe(isoOf(sessions[0]?.last_ping ?? NaN));
  });

  it('says whether the person is active, and which view was last visible', async () => {
    const page = await stage().openPage('/people?usernames=fay');
    const now = page.getByTestId('figure-now');
    await now.getByRole('link', { name: 'Active', exact: true }).waitFor();
    await now.getByText('/customers › list').waitFor();
    await now.getByRole('link').click();
    await page.getByTestId('trail').waitFor();
    await page.getByRole('heading', { level: 1 }).getByRole('link', { name: 'fay' }).click();
    await page.getByRole('link', { name: 'All people' }).waitFor();

    await page.goto('/people?usernames=hal');
    await page.getByTestId('figure-now').getByRole('link', { name: 'Not active' }).waitFor();
  });

  it('shows the time of each day, and a click on a day chooses it', async () => {
    const page = await stage().openPage(`/people?${THREE_DAYS}&usernames=bob&view=/orders`);
    const calendar = page.getByTestId('calendar');
    await calendar.waitFor();
    const days = calendar.locator('[data-from]');
    const shown = await days.evaluateAll((all) =>
      all.map((day) => {
        const { from, seconds } = (day as HTMLElement).dataset;
        return { from: Number(from), seconds: Number(seconds), label: day.getAttribute('aria-label') ?? '' };
      }),
    );
    const inOrder = shown.toSorted((a, b) => a.from - b.from);
    const [first, last] = [inOrder[0]?.from ?? NaN, inOrder.at(-1)?.from ?? NaN];
    const answer = await get<TimelineAnswer>('timeline', {
      from: first,
      to: last + 86_400,
      bucket: 'day',
      'usernames[]': 'bob',
      view: '/orders',
    });
    const totals = answer.buckets.map((_, day) =>
      timesOf(answer).reduce((sum, times) => sum + Math.round((times[day] ?? 0) * 1000), 0),
    );
    expect(inOrder.map(({ from }) => from)).toEqual(answer.buckets.map(({ from }) => from));
    expect(inOrder.map(({ seconds }) => Math.round(seconds * 1000))).toEqual(totals);
    expect(totals.filter((ms) => ms > 0).length).toBeGreaterThan(3);

    await page.getByRole('button', { name: 'Show as table' }).first().click();
    expect(await readDurations(page.getByTestId('chart-table'))).toEqual(
      inOrder
        .map(({ seconds }) => seconds)
        .filter((seconds) => seconds > 0)
        .reverse(),
    );
    await page.getByRole('button', { name: 'Show as chart' }).click();

    await calendar.getByRole('button', { name: /^Mon,? 10 Mar 2025/ }).click();
    const day = { from: at(2025, 2, 10), to: at(2025, 2, 11) };
    await expectInSearch(page, { from: String(day.from), to: String(day.to), usernames: 'bob' });
    await expectFigures(
      page,
      await get<SummaryAnswer>('summary', { ...day, 'usernames[]': 'bob', view: '/orders' }),
    );
    const framed = calendar.locator('[data-in-window="true"]');
    expect(await framed.count()).toBe(1);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expectInSearch(page, { from: String(at(2025, 2, 11)) });
  });

  it('shows the hours of the week of this person alone', async () => {
    const page = await stage().openPage(`/people?${THREE_DAYS}&usernames=bob`);
    const { cells } = await get<HeatmapAnswer>('heatmap', { 'usernames[]': 'bob' });
    const grid = page.getByRole('region', { name: 'Hours of the week' }).getByRole('gridcell');
    await eventually(async () => {
      const words = await grid.evaluateAll((all) => all.map((cell) => cell.getAttribute('aria-label') ?? ''));
      const hours = words.filter((label) => /Visits begun/.test(label));
      expect(hours).toHaveLength(cells.filter(({ elapsed }) => elapsed > 0).length);
      const visits = hours.map((label) => toNumber(/Visits begun ([\d,]+)$/.exec(label)?.[1] ?? ''));
      expect(visits).toEqual(cells.filter(({ elapsed }) => elapsed > 0).map((cell) => cell.visits));
    });
  });

  it('lists the newest sessions, each of which opens, and leads to all of them', async () => {
    const page = await stage().openPage(`/people?${THREE_DAYS}&usernames=bob&state=active&username=x`);
    const query = { ...WINDOW, 'usernames[]': 'bob', sort: 'start', order: 'desc' };
    const { sessions } = await stage().server.get<SessionsAnswer>('sessions', query);
    expect(sessions.length).toBeGreaterThan(3);
    const shown = sessions.slice(0, 10);
    const panel = page.getByRole('region', { name: 'Sessions' });
    const rows = panel.locator('tbody tr');
    await eventually(async () => {
      const ids = await rows.evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset['rowId']));
      expect(ids).toEqual(shown.map(({ _id }) => _id));
    });
    expect(await readDurations(rows)).toEqual(shown.map(({ visible_duration }) => visible_duration));
    const file = await downloadCsv(page, /^CSV of all sessions/);
    expect(
      file.map((row) => [row['_id'], Number(row['start_epoch']), Number(row['visible_duration'])]),
    ).toEqual(sessions.map(({ _id, start, visible_duration }) => [_id, start, visible_duration]));
    await panel.getByRole('link', { name: /in the list|All sessions/ }).click();
    await page.getByText(`${String(sessions.length)} sessions`, { exact: true }).waitFor();
    expect(searchOf(page)).toEqual({ from: String(WINDOW.from), to: String(WINDOW.to), usernames: 'bob' });

    await page.goBack();
    await rows.first().click();
    await page.getByTestId('trail').waitFor();
    expect(new URL(page.url()).pathname).toBe(`/sessions/${shown[0]?._id ?? ''}`);
  });

  it('lists the clients of the sessions, the one with the latest ping first', async () => {
    const page = await stage().openPage(`/people?${THREE_DAYS}&usernames=bob`);
    const { sessions } = await stage().server.get<SessionsAnswer>('sessions', {
      ...WINDOW,
      'usernames[]': 'bob',
    });
    const ids = new Set(sessions.map(({ id_beaker_session }) => id_beaker_session));
    const rows = page.getByRole('table', { name: 'Clients' }).locator('tbody tr');
    await eventually(async () => expect(await rows.count()).toBe(ids.size));
    const counts = (await rows.locator('td:nth-child(2)').allInnerTexts()).map(toNumber);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(sessions.length);
    const last = Math.max(...sessions.map(({ last_ping }) => last_ping));
    expect(await rows.first().locator('time').last().getAttribute('datetime')).toBe(isoOf(last));
  });

  it('says when nobody with this name was ever recorded', async () => {
    const page = await stage().openPage('/people?usernames=Bob');
    await page.getByText('Nobody with this name was ever recorded').waitFor();
  });
});

describeInBrowser('people with names of any legal kind', () => {
  const end = Date.UTC(2025, 2, 11);
  const stage = useStage(() => awkwardHistory(end));

  it('are ranked, found by their whole name, and have a page each', async () => {
    const page = await stage().openPage(`/people?${THREE_DAYS}`);
    const answer = await stage().server.get<UserRankingAnswer>('statistics/users', {
      ...WINDOW,
      limit: 100,
    });
    const names = Object.values(AWKWARD_NAMES);
    expect(answer.users.map(({ username }) => username).toSorted()).toEqual(names.toSorted());
    await eventually(async () => expect(await rowsOf(page).count()).toBe(names.length));
    const ids = await rowsOf(page).evaluateAll((all) =>
      all.map((row) => (row as HTMLElement).dataset['rowId']),
    );
    expect(ids).toEqual(answer.users.map(({ username }) => username));

    for (const [index, { username, visible_duration }] of answer.users.entries()) {
      await rowsOf(page).nth(index).getByRole('link').first().click();
      await eventually(async () => {
        expect(searchOf(page)['usernames']).toBe(username);
        expect(await readDuration(page.getByTestId('figure-visible_duration'))).toBe(visible_duration);
      });
      await page.goBack();
      await rowsOf(page).first().waitFor();
    }
  });
});
