import { describe, expect, it } from '@jest/globals';
import type { SummaryAnswer, TimelineAnswer, ViewsAnswer } from '@dwell/shared';
import type { OpenAPIObject } from '@nestjs/swagger';
import Papa from 'papaparse';
import type { StatisticsStage } from './statistics-stage.js';

/**
 * Tests the statistics as CSV and NDJSON.
 * @param begin returns when the recorded time begins, in epoch seconds
 */
export const describeFiles = (stage: () => StatisticsStage, begin: () => number): void => {
  describe('as a file', () => {
    const everything = (): Record<string, string> => ({
      from: String(begin()),
      to: String(stage().server.clock.now() / 1000),
    });

    it('exist for every statistic of the OpenAPI document', async () => {
      const { body } = await stage().server.call<OpenAPIObject>('GET', '/api/openapi.json');
      const statistics = Object.keys(body.paths).filter((path) => path.startsWith('/api/v2/statistics/'));
      expect(statistics.length).toBeGreaterThanOrEqual(3);
      for (const path of statistics) {
        const { headers } = await stage().get(path.replace('/api/v2/', ''), 'format=csv');
        expect([path, headers.get('content-type')]).toEqual([path, 'text/csv; charset=utf-8']);
      }
    });

    const download = (question: string, query: Record<string, string>) =>
      stage().get(`statistics/${question}`, new URLSearchParams(query).toString());
    const rowsOf = async (question: string, query: Record<string, string>) => {
      const csv = await download(question, { ...query, format: 'csv' });
      const ndjson = await download(question, { ...query, format: 'ndjson' });
      expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      const { data, errors } = Papa.parse<Record<string, string>>(csv.text, {
        header: true,
        skipEmptyLines: true,
      });
      expect(errors).toEqual([]);
      const lines = ndjson.text.split('\n').slice(0, -1);
      return {
        rows: data,
        lines: lines.map((line) => JSON.parse(line) as Record<string, string | number | null>),
      };
    };

    it('have a row for each view and tab, with the figures of the answer in JSON', async () => {
      const { views } = await stage().ask<ViewsAnswer>('statistics/views', everything());
      const { rows, lines } = await rowsOf('views', everything());
      const expected = views.flatMap(({ tabs, ...view }) => tabs.map((tab) => ({ view, tab })));
      expect(expected.length).toBeGreaterThan(3);
      expect(lines).toEqual(
        expected.map(({ view, tab }) => ({
          view: view.view,
          tab: tab.tab,
          visible_duration: tab.visible_duration,
          visits: tab.visits,
          mean_visit_duration: tab.mean_visit_duration,
          median_visit_duration: tab.median_visit_duration,
          p95_visit_duration: tab.p95_visit_duration,
          view_visible_duration: view.visible_duration,
          view_share: view.share,
          view_visits: view.visits,
          view_users: view.users,
          view_here_now: view.here_now,
          view_previous_visible_duration: view.previous_visible_duration,
        })),
      );
      expect(rows).toEqual(
        lines.map((line) =>
          Object.fromEntries(Object.entries(line).map(([name, value]) => [name, String(value ?? '')])),
        ),
      );
    });

    it('have a row for each bucket and view of the timeline, with times in the time zone of the query', async () => {
      const query = { ...everything(), tz: 'Asia/Kathmandu' };
      const { buckets, series } = await stage().ask<TimelineAnswer>('statistics/timeline', query);
      const { rows, lines } = await rowsOf('timeline', query);
      expect(lines).toEqual(
        buckets.flatMap((bucket, index) =>
          series.map(({ view, visible_duration }) => ({
            ...bucket,
            view,
            visible_duration: visible_duration[index],
          })),
        ),
      );
      expect(rows).toHaveLength(lines.length);
      expect(rows.at(-1)).toMatchObject({
        from: expect.stringMatching(/ 00:00:00$/),
        from_epoch: String(buckets.at(-1)?.from),
        running: 'true',
      });
    });

    it('have a row for the window of the summary and one for the compared window, if there is one', async () => {
      const query = { from: String(begin() + 86_400), to: String(begin() + 2 * 86_400) };
      const { current, previous, previous_window } = await stage().ask<SummaryAnswer>(
        'statistics/summary',
        query,
      );
      const { rows, lines } = await rowsOf('summary', query);
      expect(lines).toMatchObject([
        { window: 'current', ...current, active_sessions: expect.any(Number) },
        { window: 'previous', ...previous, from: previous_window?.from, active_sessions: null },
      ]);
      expect(rows[1]).toMatchObject({ from: '2026-03-02 09:00:00', active_sessions: '' });
      expect((await rowsOf('summary', { ...query, compare: 'none' })).rows).toHaveLength(1);
    });

    it('have a file name with the statistic and the window, and refuse the parameters of CSV without format=csv', async () => {
      const query = { from: '1772323200', to: '1772409600', tz: 'Asia/Tokyo' };
      const { headers } = await download('views', { ...query, format: 'ndjson' });
      expect(headers.get('content-disposition')).toBe(
        'attachment; filename="dwell-views_2026-03-01T0900_to_2026-03-02T0900.ndjson"',
      );
      for (const question of ['summary', 'views', 'timeline']) {
        const refused = await download(question, { ...query, decimal: 'comma' });
        expect([refused.status, refused.body.message]).toEqual([
          400,
          'decimal needs the parameter format=csv',
        ]);
      }
    });
  });
};
