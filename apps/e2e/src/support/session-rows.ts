import { expect } from '@jest/globals';
import type { SessionAnswer } from '@dwell/shared';
import type { Page } from 'playwright-core';
import { eventually, isoOf, readDurations } from './screen.js';

/** What a row of the session list shows, except the durations, and the id of its session. */
export interface SessionRow {
  id: string;
  user: string;
  start: string;
  lastPing: string;
  lastView: string;
  state: string;
}

const rowOf = (session: SessionAnswer): SessionRow => ({
  id: session._id,
  user: session.username,
  start: isoOf(session.start),
  lastPing: isoOf(session.last_ping),
  lastView: session.last_visible_path.join(' › ') || '–',
  state: session.here_now ? 'Here now' : session.active ? 'Active' : 'Ended',
});

const rows = (page: Page) => page.getByRole('table', { name: 'Sessions' }).locator('tbody tr');

const readRows = (page: Page): Promise<SessionRow[]> =>
  rows(page).evaluateAll((elements) =>
    elements.map((element) => {
      const row = element as HTMLTableRowElement;
      const text = (cell: number): string => row.cells[cell]?.innerText.trim() ?? '';
      const instant = (cell: number): string => row.cells[cell]?.querySelector('time')?.dateTime ?? '';
      return {
        id: row.dataset['rowId'] ?? '',
        user: row.cells[0]?.querySelector('bdi')?.innerText ?? '',
        start: instant(1),
        lastPing: instant(2),
        lastView: text(row.cells.length - 2),
        state: text(row.cells.length - 1),
      };
    }),
  );

/** Waits until the list shows exactly these sessions, in this order and with the right values in its columns. */
export const expectRows = (page: Page, sessions: readonly SessionAnswer[]): Promise<void> =>
  eventually(async () => {
    expect(await readRows(page)).toEqual(sessions.map(rowOf));
    // With a view filter, the time on the view stands before the time on all views.
    expect(await readDurations(rows(page))).toEqual(
      sessions.flatMap(({ view_duration, visible_duration }) =>
        view_duration === undefined ? [visible_duration] : [view_duration, visible_duration],
      ),
    );
  });
