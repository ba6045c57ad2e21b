import { expect, it } from '@jest/globals';
import type { SessionDetailAnswer, SessionsAnswer } from '@dwell/shared';
import type { Page } from 'playwright-core';
import { history, INTERRUPTED, RESTLESS } from '../support/history.js';
import {
  clockIn,
  eventually,
  expectPercent,
  isoOf,
  readCount,
  readDuration,
  readDurations,
} from '../support/screen.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { useStage } from '../support/stage.js';

type Session = SessionDetailAnswer['session'];

/** Returns the difference of two instants in seconds, exact to the millisecond. */
const between = (from: number, to: number): number => Math.round((to - from) * 1000) / 1000;

const sum = (values: readonly number[]): number =>
  between(
    0,
    values.reduce((total, value) => total + value, 0),
  );

const timeIn = (session: Session, state: string): number =>
  sum(session.trail.filter((stretch) => stretch.state === state).map(({ from, to }) => between(from, to)));

/** Returns what the table of views should show: each view with its tabs, longest first. */
const viewsOf = ({ tab_duration }: Session) =>
  Object.entries(tab_duration)
    .map(([view, time]) => {
      const tabs = typeof time === 'number' ? [] : Object.entries(time).sort(([, a], [, b]) => b - a);
      return {
        view,
        seconds: typeof time === 'number' ? time : sum(tabs.map(([, seconds]) => seconds)),
        tabs,
      };
    })
    .sort((a, b) => b.seconds - a.seconds);

describeInBrowser("a session's page", () => {
  const stage = useStage(history);

  const sessionOf = async (username: string): Promise<Session> => {
    const { sessions } = await stage().server.get<SessionsAnswer>('sessions', { 'usernames[]': username });
    const { session } = await stage().server.get<SessionDetailAnswer>(`sessions/${sessions[0]?._id ?? ''}`);
    return session;
  };

  const open = async (username: string, timezoneId = 'UTC') => {
    const session = await sessionOf(username);
    const page = await stage().openPage(`/sessions/${session._id}`, { timezoneId });
    await page.getByRole('heading', { name: username, level: 1 }).waitFor();
    return { page, session };
  };

  const expectFigures = async (page: Page, session: Session): Promise<void> => {
    const figure = (name: string) => page.getByTestId(`figure-${name}`);
    const span = between(session.start, session.last_ping);
    expect(await readDuration(figure('visible_duration'))).toBe(session.visible_duration);
    expect(await readDuration(figure('span'))).toBe(span);
    expect(await readDuration(figure('hidden'))).toBe(timeIn(session, 'hidden'));
    expect(await readDuration(figure('gap'))).toBe(timeIn(session, 'gap'));
    expect(await readCount(figure('views'))).toBe(Object.keys(session.tab_duration).length);
    const share = await figure('visible_duration').getByText('of the session').innerText();
    expectPercent(share.replace(' of the session', ''), session.visible_duration / span);
    expect(
      await figure('span')
        .locator('time:not([data-seconds])')
        .evaluateAll((times) => times.map((time) => (time as HTMLTimeElement).dateTime)),
    ).toEqual([isoOf(session.start), isoOf(session.last_ping)]);
  };

  const expectStretches = async (page: Page, { trail }: Session, timezoneId = 'UTC'): Promise<void> => {
    const rows = page.getByTestId('trail-table').locator('tbody tr');
    const shown = await rows.evaluateAll((elements) =>
      elements.map((element) => {
        const row = element as HTMLTableRowElement;
        return {
          state: row.dataset['state'],
          from: row.querySelector('time')?.dateTime,
          clock: row.cells[0]?.innerText ?? '',
          what: row.cells[2]?.innerText.trim(),
        };
      }),
    );
    expect(shown).toEqual(
      trail.map(({ from, state, path }) => ({
        state,
        from: isoOf(from),
        clock: expect.stringContaining(clockIn(timezoneId, from)),
        what: path?.join(' › ') ?? (state === 'hidden' ? 'Hidden' : 'No keepalive'),
      })),
    );
    expect(await readDurations(rows)).toEqual(trail.map(({ from, to }) => between(from, to)));
  };

  const expectStrip = async (page: Page, { start, last_ping, trail }: Session): Promise<void> => {
    const strip = await page.getByTestId('trail').evaluate((svg) => {
      const { left, width } = svg.getBoundingClientRect();
      const stretches = [...svg.querySelectorAll<SVGElement>('[data-testid="stretch"]')].map((stretch) => {
        const box = stretch.getBoundingClientRect();
        const { state, from, to } = stretch.dataset;
        return { state, from: Number(from), to: Number(to), left: box.left - left, right: box.right - left };
      });
      return { width, stretches };
    });
    expect(strip.stretches.map(({ state, from, to }) => ({ state, from, to }))).toEqual(
      trail.map(({ state, from, to }) => ({ state, from, to })),
    );
    const pxPerSecond = strip.width / (last_ping - start);
    for (const { from, to, left, right } of strip.stretches) {
      expect(Math.abs(left - (from - start) * pxPerSecond)).toBeLessThanOrEqual(1);
      expect(Math.abs(right - (to - start) * pxPerSecond)).toBeLessThanOrEqual(1);
    }
  };

  const expectViews = async (page: Page, session: Session): Promise<void> => {
    const views = viewsOf(session);
    const lines = views.flatMap(({ view, seconds, tabs }) => [
      { name: view, seconds },
      ...tabs.map(([tab, tabSeconds]) => ({ name: tab, seconds: tabSeconds })),
    ]);
    const rows = page.getByTestId('session-views-table').locator('tbody tr');
    expect(await rows.getByRole('rowheader').allInnerTexts()).toEqual(lines.map(({ name }) => name));
    expect(await readDurations(rows)).toEqual(lines.map(({ seconds }) => seconds));
    const shares = await rows.locator('td:last-child').allInnerTexts();
    const bars = await rows.getByTestId('bar-track').evaluateAll((fills) =>
      fills.map((fill) => ({
        width: fill.getBoundingClientRect().width,
        whole: fill.parentElement?.getBoundingClientRect().width ?? NaN,
      })),
    );
    const longest = views[0]?.seconds ?? NaN;
    lines.forEach(({ seconds }, index) => {
      expectPercent(shares[index] ?? '', seconds / session.visible_duration);
      const { width = NaN, whole = NaN } = bars[index] ?? {};
      expect(Math.abs(width - (seconds / longest) * whole)).toBeLessThanOrEqual(1);
    });
  };

  it('shows when the session was visible, hidden and without keepalives', async () => {
    const { page, session } = await open(INTERRUPTED.username);
    await page.getByText('Ended', { exact: true }).waitFor();
    await expectFigures(page, session);
    await expectStretches(page, session);
    await expectStrip(page, session);
    await expectViews(page, session);

    expect(await readDuration(page.getByTestId('figure-visible_duration'))).toBe(INTERRUPTED.visibleSeconds);
    expect(await readDuration(page.getByTestId('figure-hidden'))).toBe(INTERRUPTED.hiddenSeconds);
    expect(await readDuration(page.getByTestId('figure-gap'))).toBe(INTERRUPTED.silentSeconds);
    for (const [view, seconds] of Object.entries(INTERRUPTED.viewSeconds)) {
      const row = page.getByTestId('view-row').filter({ hasText: view });
      expect(await readDuration(row)).toBe(seconds);
    }
  });

  it('shows times in the time zone of the browser', async () => {
    const { page, session } = await open(INTERRUPTED.username, 'Asia/Kathmandu');
    await expectStretches(page, session, 'Asia/Kathmandu');
    expect(clockIn('Asia/Kathmandu', session.start)).toBe('14:45');
  });

  it('shows the first 50 stretches, and all of them on demand', async () => {
    const { page, session } = await open(RESTLESS.username);
    const rows = page.getByTestId('trail-table').locator('tbody tr');
    expect(await rows.count()).toBe(50);
    await expectStrip(page, session);
    await page.getByRole('button', { name: `Show all ${String(session.trail.length)} stretches` }).click();
    await expectStretches(page, session);
    await expectFigures(page, session);
    await expectViews(page, session);
  });

  it('shows a user and views with odd names', async () => {
    const { page, session } = await open('日本');
    await expectFigures(page, session);
    await expectStretches(page, session);
    await expectViews(page, session);
  });

  it('shows an active session', async () => {
    const { page, session } = await open('fay');
    await page.getByText('Active', { exact: true }).waitFor();
    await expectFigures(page, session);
    await expectStretches(page, session);
    await expectViews(page, session);
  });

  it('says that a session is not found', async () => {
    const path = '/sessions/00000000-0000-8000-8000-000000000000';
    const page = await stage().openPage(path, { expected: [`404 GET /api/v2${path}`] });
    await page.getByText('Session not found').waitFor();
    await page.getByRole('link', { name: 'Sessions' }).last().click();
    await page.getByRole('table', { name: 'Sessions' }).waitFor();
  });

  it('leads to the sessions of the same user before and after it, by links and by keys', async () => {
    const { sessions } = await stage().server.get<SessionsAnswer>('sessions', {
      'usernames[]': 'bob',
      sort: 'start',
    });
    const ids = sessions.map(({ _id }) => _id);
    const page = await stage().openPage(`/sessions/${ids[1] ?? ''}?range=30d`);
    const at = (index: number): Promise<void> =>
      page.waitForURL((url) => url.pathname === `/sessions/${ids.at(index) ?? ''}`);
    const neighbours = page.getByRole('navigation', { name: 'Other sessions of this person' });
    const instants = (): Promise<string[]> =>
      neighbours
        .locator('time')
        .evaluateAll((times) => times.map((time) => (time as HTMLTimeElement).dateTime));
    await eventually(async () =>
      expect(await instants()).toEqual([isoOf(sessions[0]?.start ?? 0), isoOf(sessions[2]?.start ?? 0)]),
    );

    await neighbours.getByRole('link', { name: /^Next/ }).click();
    await at(2);
    await eventually(async () => expect((await instants())[0]).toBe(isoOf(sessions[1]?.start ?? 0)));
    expect(new URL(page.url()).search).toBe('?range=30d');
    await page.keyboard.press('Shift+ArrowLeft');
    await at(1);
    await eventually(async () => expect((await instants())[0]).toBe(isoOf(sessions[0]?.start ?? 0)));
    await page.keyboard.press('Shift+ArrowLeft');
    await at(0);
    await neighbours.getByText('No earlier session').waitFor();

    await page.goto(`/sessions/${ids.at(-1) ?? ''}`);
    await neighbours.getByText('No later session').waitFor();
    await neighbours.getByRole('link', { name: /^Previous/ }).click();
    await at(-2);
  });
});
