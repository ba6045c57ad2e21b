import { describe, expect, it } from '@jest/globals';
import { type SummaryAnswer, type TimelineAnswer, toMilliseconds, type ViewsAnswer } from '@dwell/shared';
import type { Page } from 'playwright-core';
import { readChart, readChartTable, timesOf, timelineOf } from '../support/chart.js';
import { history } from '../support/history.js';
import { clockIn, readDuration, readDurations } from '../support/screen.js';
import { describeInBrowser } from '../support/describe-in-browser.js';
import { useStage } from '../support/stage.js';

/** Seven days of March 2025 from midnight to midnight, and their number of hours. */
const ZONES = [
  ['UTC', '2025-03-05T00:00:00Z', '2025-03-12T00:00:00Z', 7 * 24],
  // The clocks go forward on the 9th.
  ['America/New_York', '2025-03-05T00:00:00-05:00', '2025-03-12T00:00:00-04:00', 7 * 24 - 1],
  ['Asia/Kathmandu', '2025-03-05T00:00:00+05:45', '2025-03-12T00:00:00+05:45', 7 * 24],
] as const;

const MARCH_DAYS = [
  'Wed 5 Mar 2025',
  'Thu 6 Mar 2025',
  'Fri 7 Mar 2025',
  'Sat 8 Mar 2025',
  'Sun 9 Mar 2025',
  'Mon 10 Mar 2025',
  'Tue 11 Mar 2025',
];

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const sumMs = (seconds: readonly number[]): number => sum(seconds.map(toMilliseconds));

/** Returns the name that this system prefers for a time zone: some have two. */
const canonical = (timeZone: string): string =>
  new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;

/** A request for a statistic that the page sends, and its answer. */
interface Exchange<Answer> {
  query: { from: number; to: number; tz: string };
  answer: Answer;
}

/** Waits for the page's request for a statistic whose query contains `parameter`; returns it with its answer. */
const waitForStatistic = async <Answer>(
  page: Page,
  name: string,
  parameter = '',
): Promise<Exchange<Answer>> => {
  const response = await page.waitForResponse((each) => {
    const { pathname, search } = new URL(each.url());
    return pathname === `/api/v2/statistics/${name}` && search.includes(parameter);
  });
  const { from, to, tz = '' } = Object.fromEntries(new URL(response.url()).searchParams);
  const query = { from: Number(from), to: Number(to), tz: canonical(tz) };
  return { query, answer: (await response.json()) as Answer };
};

describeInBrowser('time on page', () => {
  const stage = useStage(history);

  describe.each(ZONES)('for a user in %s', (tz, midnight, lastMidnight, hours) => {
    const from = Date.parse(midnight) / 1000;
    const to = Date.parse(lastMidnight) / 1000;

    const open = async (path: string) => {
      const page = await stage().newPage({ timezoneId: tz });
      const [summary, views, timeline] = await Promise.all([
        waitForStatistic<SummaryAnswer>(page, 'summary'),
        waitForStatistic<ViewsAnswer>(page, 'views'),
        waitForStatistic<TimelineAnswer>(page, 'timeline'),
        page.goto(path),
      ]);
      expect(views.query).toEqual(summary.query);
      expect(timeline.query).toEqual(summary.query);
      return { page, summary, views, timeline };
    };

    /** Asserts that every answer and everything on screen adds up to the same total, and returns it in milliseconds. */
    const expectOneTotal = async ({ page, summary, views, timeline }: Awaited<ReturnType<typeof open>>) => {
      const total = toMilliseconds(summary.answer.current.visible_duration);
      expect(total).toBeGreaterThan(0);
      expect(sumMs(views.answer.views.map((view) => view.visible_duration))).toBe(total);
      expect(sumMs(timesOf(timeline.answer).flat())).toBe(total);

      expect(toMilliseconds(await readDuration(page.getByTestId('figure-visible_duration')))).toBe(total);
      await page.getByRole('button', { name: /^Show all \d+ views$/ }).click();
      expect(sumMs(await readDurations(page.getByTestId('view-row')))).toBe(total);
      const { bars } = await readChart(page);
      expect(sum(bars.map(({ ms }) => ms))).toBe(total);
      return total;
    };

    it('has the same total by view, by day and by hour, and the days begin at midnight', async () => {
      const opened = await open(`/?from=${String(from)}&to=${String(to)}`);
      const { page, timeline } = opened;
      expect(timeline.query).toEqual({ from, to, tz: canonical(tz) });
      expect(sum(timeline.answer.buckets.map((day) => day.to - day.from))).toBe(hours * 3600);
      const total = await expectOneTotal(opened);

      await timelineOf(page).getByRole('button', { name: 'Show as table' }).click();
      const days = await readChartTable(page.getByTestId('chart-table'));
      expect(days.buckets.map((day) => day.replace(',', ''))).toEqual(MARCH_DAYS);
      expect(sum(days.totals)).toBe(total);
      expect(sum(days.layers.flatMap(({ ms }) => ms))).toBe(total);

      const [byHour] = await Promise.all([
        waitForStatistic<TimelineAnswer>(page, 'timeline', 'bucket=hour'),
        page.getByRole('radiogroup', { name: 'Bars by' }).getByText('Hour').click(),
      ]);
      expect(byHour.answer.buckets).toHaveLength(hours);
      expect(sumMs(timesOf(byHour.answer).flat())).toBe(total);
      await page.getByRole('row').nth(hours).waitFor();
      expect(sum((await readChartTable(page.getByTestId('chart-table'))).totals)).toBe(total);
    });

    it('has the same total everywhere in the last seven days, which begin at midnight', async () => {
      const opened = await open('/');
      const { query, answer } = opened.summary;
      expect(query).toEqual({ ...answer.window, tz: canonical(tz) });
      expect(clockIn(tz, answer.window.from)).toBe('00:00');
      await expectOneTotal(opened);
    });
  });
});
