import { expect, it } from '@jest/globals';
import type { SessionsAnswer } from '@dwell/shared';
import type { Page } from 'playwright-core';
import { history, MARCH_WEEK } from '../support/history.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { eventually, searchOf } from '../support/screen.js';
import { useStage } from '../support/stage.js';

/** Values for filters of each page. `range` is left out, because a URL never has it together with `from` and `to`. */
const FILTERS = {
  from: String(MARCH_WEEK.from / 1000),
  to: String(MARCH_WEEK.to / 1000),
  tz: 'Asia/Kathmandu',
  compare: 'year',
  usernames: ['ann', 'bob'],
  view: '/orders',
  bucket: 'hour',
  username: 'a',
  state: 'ended',
  min_duration: '10',
  sort: 'last_ping',
  order: 'asc',
  person: 'n',
  people_sort: 'visits',
  people_order: 'asc',
  view_list: 'unused',
  view_search: 'o',
  view_sort: 'visits',
  view_order: 'asc',
  left_within: '10',
};

const QUERY = new URLSearchParams(
  Object.entries(FILTERS).flatMap(([name, value]) => [value].flat().map((each) => [name, each])),
).toString();

/** The filters that only one list has. A link from a figure clears them, and so leads to all that the figure counts. */
const NO_LIST_FILTERS = {
  '/sessions': {
    username: undefined,
    state: undefined,
    min_duration: undefined,
    sort: undefined,
    order: undefined,
  },
  '/people': { person: undefined },
  '/views': { view_list: undefined, view_search: undefined },
};

interface PageLink {
  /** The link's name, as assistive technology says it. */
  name: string;
  path: string;
  /** The figure that is the link's text, if it is one. */
  figure: string | undefined;
  search: Record<string, string | string[]>;
}

describeInBrowser('the links between pages', () => {
  const stage = useStage(history);

  const linksOf = async (page: Page): Promise<PageLink[]> => {
    const links = await page.locator('a[href^="/"]:not([download])').evaluateAll((anchors) =>
      anchors.map((anchor) => {
        const { pathname, searchParams } = new URL((anchor as HTMLAnchorElement).href);
        return {
          name: (anchor.getAttribute('aria-label') ?? anchor.textContent).trim(),
          path: pathname,
          figure: anchor.closest('[data-testid^="figure-"]')?.getAttribute('data-testid') ?? undefined,
          parameters: [...searchParams],
        };
      }),
    );
    return links.map(({ parameters, ...link }) => {
      const search: Record<string, string | string[]> = {};
      for (const [key, value] of parameters) {
        const before = search[key];
        search[key] = before === undefined ? value : [before, value].flat();
      }
      return { ...link, search };
    });
  };

  /**
   * Returns the filters that a link should lead to. They are those of this page, with exceptions. A link to one user or
   * one view sets this filter, and a link to all views clears it. A link from a figure clears the list's own filters;
   * the one to the active sessions also names no window. The link to those who were there at the peak has the window of
   * the peak. The licences are a text file, which needs no filters.
   */
  const filtersBehind = ({
    name,
    path,
    figure,
    search,
  }: PageLink): Record<string, string | string[] | undefined> => {
    if (name === 'Overview of ann') return { ...FILTERS, usernames: 'ann', view: undefined };
    if (name === 'ann' || name === 'bob') return { ...FILTERS, usernames: name };
    if (name === 'Licences') return {};
    if (name === 'Show all views alike' || name === 'All views') return { ...FILTERS, view: undefined };
    if (figure === 'figure-active_sessions') {
      const anyTime = { from: undefined, to: undefined };
      return { ...FILTERS, ...anyTime, ...NO_LIST_FILTERS['/sessions'], state: 'here' };
    }
    if (name === 'Who was there') {
      const atThePeak = { from: search['from'], to: search['to'] };
      return { ...FILTERS, ...atThePeak, ...NO_LIST_FILTERS['/people'] };
    }
    const leadsToAll = figure !== undefined || /^(All \d+ people|Sessions on this view)/.test(name);
    if (leadsToAll) return { ...FILTERS, ...NO_LIST_FILTERS[path as keyof typeof NO_LIST_FILTERS] };
    return /^[/<]|^__proto__$/.test(name) ? { ...FILTERS, view: name } : FILTERS;
  };

  const aSession = async (): Promise<string> => {
    const { sessions } = await stage().server.get<SessionsAnswer>('sessions', {
      username: 'ann',
      view: '/orders',
      from: FILTERS.from,
      to: FILTERS.to,
      limit: 1,
    });
    return sessions[0]?._id ?? '';
  };

  it.each([
    ['the overview', () => '/', '/orders'],
    ['the session list', () => '/sessions', 'Open a session of ann'],
    ['one view', () => '/views', 'Sessions on this view'],
    ['the people', () => '/people', 'ann'],
    ['a session', async () => `/sessions/${await aSession()}`, 'Overview of ann'],
    ['the list of users', () => '/settings/users', 'Snippet'],
    ['the list of API keys', () => '/settings/api-keys', 'Snippet'],
    ['the snippet', () => '/settings/snippet', 'Snippet'],
  ])(
    'keep every filter on the page of %s, except those that a link itself sets or clears',
    async (_page, path, lastLink) => {
      const page = await stage().openPage(`${await path()}?${QUERY}`);
      await eventually(async () => expect((await linksOf(page)).map(({ name }) => name)).toContain(lastLink));
      for (const link of await linksOf(page)) {
        expect(link).toEqual({ ...link, search: filtersBehind(link) });
      }
      expect(searchOf(page)).toEqual(FILTERS);
    },
  );

  it('keep the filters of the session list on the way over other pages, and back and forward in the browser', async () => {
    const page = await stage().openPage(`/sessions?${QUERY}`);
    const heading = (name: string) => page.getByRole('heading', { name, exact: true, level: 1 });
    await page.getByRole('link', { name: 'Open a session of ann' }).first().click();
    await heading('ann').waitFor();
    await page.reload();
    await page.getByRole('main').getByRole('link', { name: 'Sessions' }).click();
    await heading('Sessions').waitFor();
    expect(await page.getByRole('combobox', { name: 'Username begins with…' }).inputValue()).toBe('a');
    await page.getByRole('link', { name: 'Settings' }).click();
    await heading('Settings').waitFor();
    await page.getByRole('link', { name: 'Dwell' }).click();
    await heading('Overview').waitFor();
    await page.getByRole('link', { name: 'Sessions' }).click();
    await heading('Sessions').waitFor();
    expect(await page.getByRole('radio', { name: 'Ended' }).isChecked()).toBe(true);
    expect(searchOf(page)).toEqual(FILTERS);
    // Back to the first page, and forward to the last.
    for (const go of ['goBack', 'goForward'] as const) {
      for (let step = 0; step < 5; step++) {
        await page[go]();
        expect(searchOf(page)).toEqual(FILTERS);
      }
      await heading('Sessions').waitFor();
    }
  });

  it('keep the filters on the pages that say that there is no such page or session', async () => {
    const missing = '/sessions/00000000-0000-8000-8000-000000000000';
    const page = await stage().openPage(`${missing}?${QUERY}`, {
      expected: [`404 GET /api/v2${missing}`, '404 GET /no-such-page'],
    });
    await page.getByText('Session not found').waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Sessions' }).click();
    await page.getByRole('heading', { name: 'Sessions', level: 1 }).waitFor();
    expect(searchOf(page)).toEqual(FILTERS);

    await page.goto(`/no-such-page?${QUERY}`);
    await page.getByRole('link', { name: 'Go to the overview' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(searchOf(page)).toEqual(FILTERS);
  });
});
