import { describe, expect, it } from '@jest/globals';
import type { SessionAnswer, SessionsAnswer } from '@dwell/shared';
import fc from 'fast-check';
import { differenceOf, orderOf, rowsOf, updatePages } from './live-list.js';

const session = (id: string, visible_duration = 0): SessionAnswer => ({
  _id: id,
  id_beaker_session: '',
  username: id,
  start: 0,
  last_ping: 0,
  last_visible_ping: 0,
  last_visible_path: [],
  visible_duration,
  tab_duration: {},
  active: true,
});

const pageOf = (ids: readonly string[], next_cursor?: string): SessionsAnswer => ({
  description: 'Sessions',
  sessions: ids.map((id) => session(id)),
  ...(next_cursor !== undefined && { next_cursor }),
});

const differences = (shown: string, fresh: string, { allShown = true, complete = true } = {}) =>
  differenceOf(
    [...shown].map((id) => session(id)),
    { ids: [...fresh], complete },
    allShown,
  );

const SAME = { added: 0, more: false, moved: false };

describe('the difference between the list on the page and a fresh one', () => {
  it('is empty when nothing has changed', () => {
    expect(differences('abc', 'abc')).toEqual(SAME);
  });

  it('counts sessions that come before and between those shown', () => {
    expect(differences('abc', 'xaybc')).toEqual({ ...SAME, added: 2 });
  });

  it('leaves out sessions after the last one shown while there are further pages', () => {
    expect(differences('abc', 'xabcyz', { allShown: false, complete: false })).toEqual({ ...SAME, added: 1 });
  });

  it('counts sessions after the last one shown when all are shown', () => {
    expect(differences('abc', 'abcy')).toEqual({ ...SAME, added: 1 });
  });

  it('says that there may be more new sessions when the fresh list ends before the first session that is shown', () => {
    expect(differences('abc', 'uvwxyz', { allShown: false, complete: false })).toEqual({
      added: 6,
      more: true,
      moved: false,
    });
  });

  it('does not count sessions that no longer match the filters', () => {
    expect(differences('abc', 'ac')).toEqual(SAME);
  });

  it('says that sessions have changed places', () => {
    expect(differences('abc', 'bac')).toEqual({ ...SAME, moved: true });
    expect(differences('abc', 'ca')).toEqual({ ...SAME, moved: true });
  });

  it('is empty again after the fresh list is put in', () => {
    const ids = fc.uniqueArray(fc.string({ maxLength: 3 }), { maxLength: 20 });
    fc.assert(
      fc.property(ids, fc.boolean(), (fresh, complete) => {
        const page = pageOf(fresh, complete ? undefined : 'next');
        expect(differenceOf(rowsOf([page]), orderOf(page), complete)).toEqual({
          ...SAME,
          more: !complete && fresh.length === 0,
        });
      }),
    );
  });
});

describe('an update of the loaded pages', () => {
  it('changes figures, and never the order of the rows, the pages or their cursors', () => {
    const id = fc.integer({ min: 0, max: 30 }).map(String);
    const pages = fc.array(fc.array(id, { maxLength: 8 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(pages, fc.uniqueArray(id), (loaded, changed) => {
        const before = loaded.map((ids, index) => pageOf(ids, String(index)));
        const after = updatePages(
          before,
          changed.map((each) => session(each, 60)),
        );
        expect(after.map(orderOf)).toEqual(before.map(orderOf));
        expect(after.map(({ next_cursor }) => next_cursor)).toEqual(
          before.map(({ next_cursor }) => next_cursor),
        );
        for (const row of rowsOf(after)) {
          expect(row.visible_duration).toBe(changed.includes(row._id) ? 60 : 0);
        }
      }),
    );
  });
});

describe('the rows of the loaded pages', () => {
  it('list a session once that moved to a later page before that page was loaded', () => {
    expect(rowsOf([pageOf(['a', 'b']), pageOf(['a', 'c'])]).map(({ _id }) => _id)).toEqual(['a', 'b', 'c']);
  });
});
