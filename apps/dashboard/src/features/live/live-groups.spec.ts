import { describe, expect, it } from '@jest/globals';
import type { LivePlace, LiveSessionAnswer, LiveSessions } from '@dwell/shared';
import fc from 'fast-check';
import {
  countChanges,
  figuresOf,
  firstGroups,
  type LiveGroup,
  MARK_MS,
  nextExpiry,
  presentRows,
  sortGroups,
  updateGroups,
} from './live-groups.js';

const place = (
  view: string,
  { tab = null, visible = true, since = 0 }: Partial<LivePlace> = {},
): LivePlace => ({
  view,
  tab,
  visible,
  since,
});

const session = (id: string, ...places: LivePlace[]): LiveSessionAnswer => ({
  _id: id,
  id_beaker_session: '',
  username: `user of ${id}`,
  start: 0,
  last_ping: 0,
  places,
});

const sessionsOf = (...sessions: LiveSessionAnswer[]): LiveSessions =>
  new Map(sessions.map((each) => [each._id, each]));

/** Returns the sessions by view, in the order of the page. Those that have left begin with a minus. */
const shown = (groups: readonly LiveGroup[]): [string | undefined, string[]][] =>
  groups.map(({ view, rows }) => [
    view,
    rows.map(({ sessionId, leftAt }) => (leftAt === undefined ? sessionId : `-${sessionId}`)),
  ]);

const NOW = 1_000_000;

const first = (...sessions: LiveSessionAnswer[]): LiveGroup[] =>
  firstGroups(sessionsOf(...sessions), undefined);

const update = (groups: readonly LiveGroup[], now: number, ...sessions: LiveSessionAnswer[]): LiveGroup[] =>
  updateGroups(groups, sessionsOf(...sessions), undefined, now);

describe('the first rows of the live page', () => {
  it('are grouped by view, with the most visible sessions first, and in each view with the longest stay first', () => {
    const groups = first(
      session('a', place('/hidden', { visible: false })),
      session('b', place('/hidden', { visible: false })),
      session('c', place('/busy', { since: 20 })),
      session('d', place('/busy', { since: 10 })),
      session('e', place('/calm'), place('/busy', { since: 30 })),
      session('f'),
    );
    expect(shown(groups)).toEqual([
      ['/busy', ['d', 'c', 'e']],
      ['/calm', ['e']],
      ['/hidden', ['a', 'b']],
      [undefined, ['f']],
    ]);
    expect(nextExpiry(groups)).toBe(Infinity);
  });

  it('are only those on the view by which the page is filtered', () => {
    const groups = firstGroups(sessionsOf(session('a', place('/x'), place('/y'))), '/x');
    expect(shown(groups)).toEqual([['/x', ['a']]]);
  });

  it('are counted as sessions, people, visible sessions, and views on screen', () => {
    const groups = first(
      session('a', place('/x'), place('/y', { visible: false })),
      { ...session('b', place('/x')), username: 'user of a' },
      session('c', place('/z', { visible: false })),
      session('d'),
    );
    expect(figuresOf(groups)).toEqual({ sessions: 4, people: 3, visible: 2, views: 1 });
  });
});

describe('an update of the live page', () => {
  const a = session('a', place('/x', { since: 1 }));
  const b = session('b', place('/x', { since: 2 }));
  const c = session('c', place('/y', { since: 3 }));

  it('appends a new session to its group and marks it for a while', () => {
    const early = session('early', place('/x'));
    const groups = update(first(a, c), NOW, a, c, early);
    expect(shown(groups)).toEqual([
      ['/x', ['a', 'early']],
      ['/y', ['c']],
    ]);
    expect(groups[0]?.rows.map(({ arrivedAt }) => arrivedAt)).toEqual([undefined, NOW]);
    expect(nextExpiry(groups)).toBe(NOW + MARK_MS);
    expect(nextExpiry(update(groups, NOW + MARK_MS - 1, a, c, early))).toBe(NOW + MARK_MS);
    expect(nextExpiry(update(groups, NOW + MARK_MS, a, c, early))).toBe(Infinity);
  });

  it('for a while, keeps the old row of a session that moves, and says where the session went', () => {
    const moved = session('a', place('/y', { tab: 'open', since: 9 }));
    const groups = update(first(a, b, c), NOW, moved, b, c);
    expect(shown(groups)).toEqual([
      ['/x', ['-a', 'b']],
      ['/y', ['c', 'a']],
    ]);
    expect(groups[0]?.rows[0]?.wentTo).toMatchObject({ view: '/y', tab: 'open' });
    expect(presentRows(groups[0] as LiveGroup)).toHaveLength(1);
    expect(shown(update(groups, NOW + MARK_MS, moved, b, c))[0]).toEqual(['/x', ['b']]);
  });

  it('removes a group when its last session left a while ago', () => {
    const left = update(first(a, c), NOW, c);
    expect(shown(left)).toEqual([
      ['/x', ['-a']],
      ['/y', ['c']],
    ]);
    expect(left[0]?.rows[0]?.wentTo).toBeUndefined();
    expect(shown(update(left, NOW + MARK_MS, c))).toEqual([['/y', ['c']]]);
  });

  it('shows a session that comes back at once in its old row, as present', () => {
    const back = update(update(first(a, b), NOW, b), NOW + 1, a, b);
    expect(shown(back)).toEqual([['/x', ['a', 'b']]]);
  });

  it('shows in its row that a session is hidden, and since when', () => {
    const hidden = session('a', place('/x', { visible: false, since: 50 }));
    const [group] = update(first(a, b), NOW, hidden, b);
    expect(group?.rows[0]).toMatchObject({ sessionId: 'a', visible: false, since: 50 });
  });

  it('keeps rows and groups without changes as the same objects', () => {
    const groups = first(a, b, c);
    const updated = update(groups, NOW, { ...a, last_ping: 99 }, b, session('c'));
    expect(updated[0]).toBe(groups[0]);
    expect(updated[1]).not.toBe(groups[1]);
  });

  it('puts the busiest view first only when the groups are sorted', () => {
    const busy = [session('d', place('/y')), session('e', place('/y'))];
    const groups = update(first(a, b, c), NOW, a, b, c, ...busy);
    expect(groups.map(({ view }) => view)).toEqual(['/x', '/y']);
    expect(sortGroups(groups).map(({ view }) => view)).toEqual(['/y', '/x']);
  });

  it('never moves a row, and shows each place of each session once, whatever changes', () => {
    const anyPlace = fc.record({
      view: fc.constantFrom('/x', '/y', '/z'),
      tab: fc.constantFrom(null, 't'),
      visible: fc.boolean(),
      since: fc.nat(9),
    });
    const places = fc.uniqueArray(anyPlace, {
      selector: ({ view, tab }) => `${view} ${tab ?? ''}`,
      maxLength: 3,
    });
    const anySessions = fc
      .dictionary(fc.constantFrom('a', 'b', 'c', 'd'), places)
      .map((byId) => sessionsOf(...Object.entries(byId).map(([id, where]) => session(id, ...where))));
    const steps = fc.array(fc.tuple(anySessions, fc.nat(2 * MARK_MS)), { maxLength: 8 });
    fc.assert(
      fc.property(anySessions, steps, (start, later) => {
        let groups = firstGroups(start, undefined);
        let now = NOW;
        for (const [sessions, elapsed] of later) {
          now += elapsed;
          const changes = countChanges(groups, sessions, undefined);
          const updated = updateGroups(groups, sessions, undefined, now);
          const keysOf = (each: readonly LiveGroup[]): string[] =>
            each.flatMap(({ rows }) => rows.map(({ key }) => key));
          const before = keysOf(groups);
          const after = keysOf(updated);
          expect(after.filter((key) => before.includes(key))).toEqual(
            before.filter((key) => after.includes(key)),
          );
          const expected = [...sessions.values()].flatMap(({ _id, places: where }) =>
            where.length === 0 ? [`${_id} -`] : where.map(({ view, tab }) => `${_id} ${view} ${tab ?? ''}`),
          );
          const present = updated.flatMap((group) =>
            presentRows(group).map(({ sessionId, tab }) =>
              group.view === undefined ? `${sessionId} -` : `${sessionId} ${group.view} ${tab ?? ''}`,
            ),
          );
          expect(present.toSorted()).toEqual(expected.toSorted());
          expect(countChanges(updated, sessions, undefined)).toBe(0);
          if (changes === 0) expect(groups.flatMap(presentRows)).toHaveLength(present.length);
          groups = updated;
        }
      }),
    );
  });
});

describe('the number of changes since the page was paused', () => {
  it('counts rows that would appear, leave or change', () => {
    const groups = first(
      session('stays', place('/x')),
      session('hides', place('/x')),
      session('ends', place('/x')),
      session('moves', place('/x')),
    );
    const sessions = sessionsOf(
      session('stays', place('/x')),
      session('hides', place('/x', { visible: false, since: 5 })),
      session('moves', place('/y')),
      session('comes', place('/y')),
    );
    expect(countChanges(groups, sessions, undefined)).toBe(1 + 1 + 2 + 1);
  });
});
