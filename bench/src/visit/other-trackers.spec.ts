import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from '@jest/globals';
import { type Observation, observationOf, type Sight, TEN_MINUTES } from '@dwell/browsing';
import { compareTrackers, summarize, trackersTable } from './other-trackers.js';

const SECOND = 1000;

/** A page: its views and when it was closed, in seconds. */
const page = (closedAt: number, ...sights: Sight[]): Observation['pages'][number] => ({
  sights: sights.map(([at, visible, path]) => [at * SECOND, visible, path]),
  closedAt: closedAt * SECOND,
});

const span = (from: number, to: number) => ({ from: from * SECOND, to: to * SECOND });

type Story = Partial<Observation> & Pick<Observation, 'pages'>;

/** The time that each tracker counts for each path of a story, in seconds. */
const countsOf = (story: Story): Record<string, Record<string, number>> =>
  Object.fromEntries(
    compareTrackers({ sleeps: [], outages: [], ...story }).map(({ name, byPath }) => [
      name,
      Object.fromEntries([...byPath].map(([path, ms]) => [path, ms / SECOND])),
    ]),
  );

describe('the times that other trackers count', () => {
  test('of one page that is looked at for 100 s', () => {
    expect(countsOf({ pages: [page(100, [0, true, 'a'])] })).toEqual({
      Plausible: { a: 100 },
      Matomo: { a: 100 },
      PostHog: { a: 100 },
      Shynet: { a: 95 },
      Ackee: { a: 90 },
      Umami: { a: 0 },
      Canopsis: { a: 0 },
    });
  });

  test('of a route change after 50 s, and a last view of 10 s', () => {
    expect(countsOf({ pages: [page(60, [0, true, 'a'], [50, true, 'b'])] })).toEqual({
      Plausible: { a: 50, b: 10 },
      Matomo: { a: 50, b: 0 },
      PostHog: { a: 50, b: 10 },
      Shynet: { a: 45, b: 5 },
      Ackee: { a: 45, b: 7.5 },
      Umami: { a: 0, b: 0 },
      Canopsis: { a: 0, b: 50 },
    });
  });

  test('of a page that is hidden from second 20 to second 110', () => {
    const pages = [page(130, [0, true, 'a'], [20, false, 'a'], [110, true, 'a'])];
    expect(countsOf({ pages })).toEqual({
      Plausible: { a: 40 },
      Matomo: { a: 130 },
      PostHog: { a: 130 },
      Shynet: { a: 125 },
      Ackee: { a: 120 },
      Umami: { a: 0 },
      Canopsis: { a: 120 },
    });
  });

  test('of a page that is opened behind another application, and looked at from second 60 on', () => {
    expect(countsOf({ pages: [page(100, [0, false, 'a'], [60, true, 'a'])] })).toEqual({
      Plausible: { a: 40 },
      Matomo: { a: 100 },
      PostHog: { a: 40 },
      Shynet: { a: 35 },
      Ackee: { a: 90 },
      Umami: { a: 0 },
      Canopsis: { a: 0 },
    });
  });

  test('of a computer that sleeps from second 100 to second 139', () => {
    expect(countsOf({ pages: [page(140, [0, true, 'a'])], sleeps: [span(100, 139)] })).toEqual({
      Plausible: { a: 140 },
      Matomo: { a: 140 },
      PostHog: { a: 140 },
      Shynet: { a: 139 },
      Ackee: { a: 139 },
      Umami: { a: 0 },
      Canopsis: { a: 139 },
    });
  });

  test('of two browser tabs, the second over the first from second 40 to second 60', () => {
    const pages = [
      page(100, [0, true, 'a'], [40, false, 'a'], [60, true, 'a']),
      page(100, [40, true, 'b'], [60, false, 'b']),
    ];
    expect(countsOf({ pages })).toEqual({
      Plausible: { a: 80, b: 20 },
      Matomo: { a: 40, b: 60 },
      PostHog: { a: 100, b: 60 },
      Shynet: { a: 95, b: 15 },
      Ackee: { a: 90, b: 15 },
      Umami: { a: 0, b: 0 },
      Canopsis: { a: 0, b: 40 },
    });
  });

  test('of two windows side by side from second 40 to second 90', () => {
    const pages = [page(90, [40, true, 'b']), page(100, [0, true, 'a'])];
    expect(countsOf({ pages })).toEqual({
      Plausible: { a: 50, b: 50 },
      Matomo: { a: 40, b: 50 },
      PostHog: { a: 100, b: 50 },
      Shynet: { a: 95, b: 45 },
      Ackee: { a: 90, b: 45 },
      Umami: { a: 0, b: 0 },
      Canopsis: { a: 0, b: 40 },
    });
  });

  test('of views that change at second 50 and at second 70, without network from second 45 to second 60', () => {
    const pages = [page(100, [0, true, 'a'], [50, true, 'b'], [70, true, 'a'])];
    expect(countsOf({ pages, outages: [span(45, 60)] })).toEqual({
      Plausible: { a: 30, b: 20 },
      Matomo: { a: 100 },
      PostHog: { a: 80, b: 20 },
      Shynet: { a: 65, b: 5 },
      Ackee: { a: 45 },
      Umami: { a: 70.3 },
      Canopsis: { a: 70 },
    });
  });

  test('of a page that changes its view at second 50, and is closed without network', () => {
    const pages = [page(100, [0, true, 'a'], [50, true, 'b'])];
    expect(countsOf({ pages, outages: [span(90, 110)] })).toEqual({
      Plausible: { a: 50 },
      Matomo: { a: 50, b: 0 },
      PostHog: { a: 50 },
      Shynet: { a: 45, b: 35 },
      Ackee: { a: 45, b: 30 },
      Umami: { a: 0, b: 0 },
      Canopsis: { a: 0, b: 50 },
    });
  });
});

describe('a rule that only one of the trackers has', () => {
  const countOf = (name: string, story: Story): Record<string, number> | undefined => countsOf(story)[name];

  test('Plausible holds back less than 3 s after its first report, and drops this time when the view changes', () => {
    const glances = page(
      30,
      [0, true, 'a'],
      [2, false, 'a'],
      [10, true, 'a'],
      [12, false, 'a'],
      [14, true, 'a'],
      [15, false, 'a'],
      [20, true, 'a'],
      [22, true, 'b'],
    );
    expect(countOf('Plausible', { pages: [glances] })).toEqual({ a: 2 + 3, b: 8 });
  });

  test('Matomo pings at most once in 15 s, and not within 15 s after the page gets the focus', () => {
    const left = page(40, [0, true, 'a'], [20, false, 'a'], [23, true, 'a'], [34, false, 'a']);
    expect(countOf('Matomo', { pages: [left] })).toEqual({ a: 40 });
    expect(countOf('Matomo', { pages: [{ ...left, closedAt: 34 * SECOND }] })).toEqual({ a: 20 });
    const closed = page(40, [0, true, 'a'], [34, false, 'a']);
    expect(countOf('Matomo', { pages: [closed] })).toEqual({ a: 34 });
    const glance = page(60, [0, true, 'a'], [20, false, 'a'], [50, true, 'a']);
    expect(countOf('Matomo', { pages: [glance] })).toEqual({ a: 20 });
  });

  test('Matomo counts no time for the last page if that time is 10 s or less', () => {
    const beside = page(72, [50, true, 'b'], [60, true, 'c']);
    expect(countOf('Matomo', { pages: [page(66, [0, true, 'a']), beside] })).toEqual({ a: 50, b: 10, c: 0 });
    expect(countOf('Matomo', { pages: [page(71, [0, true, 'a']), beside] })).toEqual({ a: 50, b: 10, c: 11 });
  });

  test('PostHog begins the first page view only when the page is visible, and later ones also while it is hidden', () => {
    const pages = [page(100, [0, false, 'a'], [20, false, 'b'], [60, true, 'b'])];
    expect(countOf('PostHog', { pages })).toEqual({ a: 0, b: 80 });
  });

  test('Umami counts from the first to the last page view of a page', () => {
    const pages = [page(60, [0, true, 'a'], [30, true, 'b'], [40, true, 'c'], [50, true, 'b'])];
    expect(countOf('Umami', { pages })).toEqual({ a: 0, b: 20, c: 0 });
  });

  test('Ackee counts 7.5 s for a view without an update', () => {
    const pages = [page(34, [0, true, 'a'], [15, true, 'b'], [31, true, 'b'])];
    expect(countOf('Ackee', { pages })).toEqual({ a: 7.5, b: 15 });
  });

  test('Canopsis does not count the time before a hidden keepalive, and stops counting if no ping comes for 300 s', () => {
    const back = page(150, [0, true, 'a'], [100, false, 'a'], [130, true, 'a'], [140, true, 'b']);
    expect(countOf('Canopsis', { pages: [back] })).toEqual({ a: 0, b: 20 });
    const long = { pages: [page(700, [0, true, 'a'])] };
    expect(countOf('Canopsis', { ...long, outages: [span(10, 200)] })).toEqual({ a: 600 });
    expect(countOf('Canopsis', { ...long, outages: [span(10, 250)] })).toEqual({ a: 0 });
  });
});

describe('the comparison of a count with the truth', () => {
  const truth = new Map([
    ['a', 50],
    ['b', 30],
  ]);

  it('gives the total, the sum of differences and the view with the largest difference', () => {
    const byPath = new Map([
      ['a', 70],
      ['c', 5],
    ]);
    expect(summarize(truth, { byPath })).toEqual({
      totalMs: 75,
      differenceMs: 20 + 30 + 5,
      worst: { path: 'b', ms: -30 },
    });
  });

  it('names no view when all counts are exact', () => {
    expect(summarize(truth, { byPath: truth })).toEqual({
      totalMs: 80,
      differenceMs: 0,
      worst: { path: '', ms: 0 },
    });
  });

  it('is printed for the visit of ten minutes, with additional counts when given', () => {
    const lines = trackersTable(observationOf(TEN_MINUTES), [
      { name: 'Ours', byPath: new Map([['/help', 155_400]]) },
    ])
      .split('\n')
      .map((line) => line.trim().split(/ {2,}/));
    expect(lines[0]?.slice(0, 4)).toEqual(['view, seconds', 'true', 'Ours', 'Plausible']);
    expect(lines.find(([path]) => path === '/help')?.slice(0, 4)).toEqual([
      '/help',
      '155.4',
      '155.4',
      '155.4',
    ]);
    expect(lines.find(([path]) => path === '/planning')?.slice(0, 4)).toEqual([
      '/planning',
      '55.0',
      '0.0',
      '115.0',
    ]);
    expect(lines).toContainEqual(['true', '480.0']);
    expect(lines).toContainEqual(['Ours', '155.4', '324.6', '/orders', '-149.0']);
    expect(lines).toContainEqual(['Plausible', '540.0', '60.0', '/planning', '60.0']);
  });
});

test('docs/accuracy.md has the times that these rules compute for the visit of ten minutes', () => {
  const rowsOf = (text: string): string[][] =>
    text
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) => line.replaceAll('`', '').split('|').slice(1, -1))
      .map((row) => row.map((cell) => cell.trim()));
  const [byView = [], inAll = []] = trackersTable(observationOf(TEN_MINUTES))
    .split('\n\n')
    .map((text) => text.split('\n').map((line) => line.trim().split(/ {2,}/)));
  const [, ...views] = byView;
  const [, [, trueSeconds] = [], ...counts] = inAll;

  const page = readFileSync(join(__dirname, '../../../docs/accuracy.md'), 'utf8');
  const [head = [], , ...rows] = rowsOf(page.slice(page.indexOf('## The same ten minutes as others')));
  expect(head).toEqual(['view', 'true', ...counts.map(([name]) => name)]);
  expect(rows.slice(0, views.length + 3)).toEqual([
    ...views,
    ['in all', trueSeconds, ...counts.map(([, total]) => total)],
    ['differences', '', ...counts.map(([, , differences]) => differences)],
    ['worst by', '', ...counts.map(([, , , , by]) => by)],
  ]);
});
