import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SESSION_SORTS, type SessionSort, SORT_ORDERS } from '@dwell/shared';
import Database from 'better-sqlite3';
import type { SessionQuery } from '../../ports/session-store.js';
import { sketched, T0 } from '../../testing/session-changes.js';
import { queryBuilder, Statements } from '../connection/kysely.js';
import { migrate } from '../schema/migrate.js';
import { isByTime } from './candidates.js';
import { SessionSearch } from './search.js';
import { encodeChange } from '../record/encode-session.js';
import { SessionWriter } from '../record/session-writer.js';

const MINUTE = 60_000;
const NOW = T0 + 1_000 * MINUTE;

/** Filters that most of the sessions pass. */
const LOOSE: Record<string, Partial<SessionQuery>> = {
  'no filter': {},
  active: { active: true, activeWindow: { after: T0, until: NOW } },
  ended: { active: false },
  'started after': { startedAfter: T0 - 1 },
  'stopped before': { stoppedBefore: NOW },
  view: { view: 'home' },
  window: { from: T0, to: NOW },
  'shortest duration': { minDurationMs: 0 },
  'start of usernames': { usernamePrefix: 'user' },
  cursor: { after: { value: 0, id: '' } },
  'cursor in a window': { from: T0 + MINUTE, after: { value: 0, id: '' } },
};

/** Filters that leave few of the sessions. Each comes with the index by which these few are found. */
const TIGHT: Record<string, [filter: Partial<SessionQuery>, index: string]> = {
  usernames: [{ usernames: ['user 1', 'user 2'] }, 'session_by_username (username=?)'],
  'start of usernames': [{ usernamePrefix: 'user 77' }, 'session_by_username (username>? AND username<?)'],
  view: [{ view: 'rare' }, 'session_view USING PRIMARY KEY (view=?)'],
  'shortest duration': [{ minDurationMs: 990 * MINUTE }, 'session_by_visible (visible_ms>?)'],
  'all of them': [
    { usernames: ['user 1'], view: 'home', minDurationMs: 0, from: T0, to: NOW },
    'session_by_username (username=?)',
  ],
};

describe('A search for sessions', () => {
  const database = new Database(':memory:');
  const db = queryBuilder(database, 'Test_');
  const search = new SessionSearch(db, new Statements(database, db));

  beforeAll(async () => {
    await migrate(db, 'Test_', 'memory');
    const writer = new SessionWriter(database, db);
    const changes = Array.from({ length: 1_000 }, (_, n) =>
      sketched({
        username: `user ${n}`,
        start: T0,
        lastPing: T0 + n * MINUTE,
        visibleMs: n * MINUTE,
        views: n % 300 === 1 ? ['home', 'rare'] : ['home'],
      }),
    );
    writer.commit(changes.map(encodeChange));
    // These commits settle the sessions above, because their last pings came long before.
    for (const at of [NOW, NOW + 120 * MINUTE]) {
      writer.commit([
        encodeChange(sketched({ username: 'last', client: `at ${at}`, start: at, lastPing: at })),
      ]);
    }
  });
  afterAll(() => {
    database.close();
  });

  /** Returns SQLite's plan for reading a page, without the tables' prefix. */
  const planOf = (query: Partial<SessionQuery>): string[] => {
    const page = {
      sort: 'start',
      order: 'asc',
      limit: 50,
      activeWindow: { after: NOW, until: NOW },
      ...query,
    } as const;
    const { sql, parameters } = search.pageQuery(page).compile();
    return database
      .prepare<unknown[], { detail: string }>(`explain query plan ${sql}`)
      .all(...parameters)
      .map(({ detail }) => detail.replaceAll('Test_', ''));
  };

  describe.each(SESSION_SORTS.flatMap((sort) => SORT_ORDERS.map((order) => ({ sort, order }))))(
    'by $sort, $order',
    ({ sort, order }) => {
      const view = sort === 'view_duration' ? { view: 'home' } : {};

      it.each(Object.entries(LOOSE))(
        'walks an index that has this order, with the filter: %s',
        (_, filter) => {
          const plan = planOf({ ...view, ...filter, sort, order });
          expect(plan.filter(isScan)).toEqual([]);
          const walks = plan.filter(isWalk);
          expect(walks.length).toBeGreaterThan(0);
          const index = isByTime(sort) && 'view' in filter ? indexOfView(sort) : INDEX_OF_SORT[sort];
          for (const walk of walks) expect(walk).toContain(index);
          // SQLite sorts only the unsettled sessions. They are few, and the indexes over columns that every ping
          // changes do not contain them.
          expect(plan.filter((step) => step.includes('TEMP B-TREE FOR ORDER BY'))).toHaveLength(
            plan.filter(isOfUnsettled).length,
          );
        },
      );

      it('starts reading the index at the cursor', () => {
        const within = { ...view, from: T0 + MINUTE, minDurationMs: MINUTE, usernamePrefix: 'user' };
        const plan = planOf({ ...within, sort, order, after: { value: 0, id: '' } });
        const comparison = order === 'asc' ? '>' : '<';
        for (const walk of plan.filter(isWalk)) expect(walk).toContain(`${CURSOR_COLUMN[sort]}${comparison}`);
      });
    },
  );

  describe.each(['start', 'last_ping'] as const)('by %s, with a filter that few sessions pass', (sort) => {
    // Not for the filter by view: there the search reads an index that has the view's sessions in the list's order.
    const tight = Object.entries(TIGHT).filter(([name]) => name !== 'view');
    it.each(tight)('gathers the sessions from the index of the filter: %s', (_, [filter, index]) => {
      const plan = planOf({ ...filter, sort });
      expect(plan.filter(isScan)).toEqual([]);
      expect(plan).toContain('SEARCH session USING INTEGER PRIMARY KEY (rowid=?)');
      expect(plan.filter((step) => step.includes(index))).toHaveLength(1);
    });
  });

  describe.each(['start', 'last_ping'] as const)('by %s, with a view', (sort) => {
    const ofView = { sort, view: 'home' } as const;

    it('starts reading the index of the view at the cursor', () => {
      for (const order of SORT_ORDERS) {
        const within = { from: T0 + MINUTE, minDurationMs: 0 };
        const walks = planOf({ ...ofView, ...within, order, after: { value: 0, id: '' } }).filter(isWalk);
        expect(walks.length).toBeGreaterThan(0);
        const comparison = order === 'asc' ? '>' : '<';
        for (const walk of walks) {
          expect(walk).toContain(`${indexOfView(sort)} AND session_class=? AND `);
          expect(walk).toContain(` AND at${comparison}?`);
        }
      }
    });

    it('walks the index of the view also for a view that few sessions were on', () => {
      const walks = planOf({ ...ofView, view: 'rare' }).filter(isWalk);
      expect(walks.length).toBeGreaterThan(0);
      for (const walk of walks) expect(walk).toContain(indexOfView(sort));
    });

    it('gathers the sessions with a long time on the view if they are very few', () => {
      const planWith = (minDurationMs: number) => planOf({ ...ofView, minDurationMs });
      expect(planWith(990 * MINUTE)).toContain('SEARCH session USING INTEGER PRIMARY KEY (rowid=?)');
      expect(planWith(990 * MINUTE).some((step) => step.includes('view=? AND ms>?'))).toBe(true);
      expect(planWith(0).some((step) => step.includes('view=? AND ms>?'))).toBe(false);
    });
  });

  it('gathers the sessions of a short window if the order is not by time', () => {
    const plan = planOf({ sort: 'visible_duration', from: NOW - MINUTE, to: NOW });
    expect(plan).toContain('SEARCH session USING INTEGER PRIMARY KEY (rowid=?)');
    expect(plan.some((step) => step.includes('session_by_start (span_class=?'))).toBe(true);
  });
});

const INDEX_OF_SORT: Record<SessionSort, string> = {
  start: 'session_by_start (span_class=?',
  last_ping: 'session_by_last_ping (span_class=?',
  visible_duration: 'session_by_visible',
  username: 'session_by_username',
  view_duration: 'session_view USING PRIMARY KEY (view=?',
};

/**
 * By sort: what SQLite compares with the cursor, to find the place in the index where it starts reading. In indexes
 * without ids, it compares the sorted value alone, and sorts sessions with equal values by their ids.
 */
const CURSOR_COLUMN: Record<SessionSort, string> = {
  start: ' AND start',
  last_ping: ' AND last_ping',
  visible_duration: '(visible_ms,id)',
  username: '(username,id)',
  view_duration: ' AND ms',
};

const indexOfView = (sort: SessionSort): string => `session_view_by_${sort} USING PRIMARY KEY (view=?`;

const isScan = (step: string): boolean => step.startsWith('SCAN session') && !step.includes('INDEX');
const isOfUnsettled = (step: string): boolean => step.includes('session_unsettled');
const isWalk = (step: string): boolean =>
  /^(SEARCH|SCAN) (session USING (?!INTEGER)|session_view)/.test(step) && !isOfUnsettled(step);
