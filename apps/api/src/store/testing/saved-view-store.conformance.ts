import { describe, expect, it } from '@jest/globals';
import { MAX_SAVED_VIEWS_PER_USER, MAX_SHARED_VIEWS } from '@dwell/shared';
import fc from 'fast-check';
import type { SavedView, SavedViewStore } from '../ports/saved-view-store.js';
import { legalString } from './legal-strings.js';
import { type OpenStore, useStore } from './store-under-test.js';

const T0 = 1_700_000_000_000;

let made = 0;

/** Returns a saved view of `owner`. Its id comes after the ids of all saved views before. */
const viewOf = (owner: string, name: string, more: Partial<SavedView> = {}): SavedView => ({
  id: `id ${String(made++).padStart(6, '0')}`,
  owner,
  name,
  page: 'overview',
  query: 'range=30d',
  shared: false,
  createdAt: T0,
  ...more,
});

/** Tests what every SavedViewStore must do. `open` opens a new, empty store each time. */
export const describeSavedViewStore = (name: string, open: OpenStore<SavedViewStore>): void => {
  describe(`${name} as a SavedViewStore`, () => {
    const opened = useStore(open);

    const create = async (view: SavedView): Promise<SavedView> => {
      expect(await opened.store.createSavedView(view)).toBe('done');
      return view;
    };
    const namesFor = async (reader: string | undefined): Promise<string[]> =>
      (await opened.another.listSavedViews(reader)).map((view) => view.name);

    it("lists a user's own views and those that others share, by name", async () => {
      const mine = await create(viewOf('ann', 'b'));
      const shared = await create(viewOf('ben', 'a', { shared: true, page: 'sessions', query: '' }));
      await create(viewOf('ben', 'c'));
      const ours = await create(viewOf('ann', 'd', { shared: true }));
      expect(await opened.another.listSavedViews('ann')).toEqual([shared, mine, ours]);
      expect(await opened.another.listSavedViews('nobody')).toEqual([shared, ours]);
      expect(await opened.another.listSavedViews(undefined)).toEqual([shared, ours]);
      expect(await opened.another.findSavedView(mine.id)).toEqual(mine);
      expect(await opened.another.findSavedView('none')).toBeUndefined();
    });

    it('refuses a name that the owner uses already, and lets two owners use the same name', async () => {
      const first = await create(viewOf('cleo', 'week'));
      const second = await create(viewOf('cleo', 'month'));
      await create(viewOf('carl', 'week'));
      expect(await opened.another.createSavedView(viewOf('cleo', 'week'))).toBe('name-taken');
      expect(await opened.store.changeSavedView(second.id, 'cleo', { name: 'week' })).toBe('name-taken');
      expect(await opened.store.changeSavedView(first.id, 'cleo', { name: 'week' })).toBe('done');
      expect(await namesFor('cleo')).toEqual(expect.arrayContaining(['month', 'week']));
    });

    it('stores one of several views that one owner gives the same name at the same moment', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, n) =>
          (n % 2 ? opened.store : opened.another).createSavedView(viewOf('hasty', 'wanted')),
        ),
      );
      expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    });

    it('changes only the given fields of a view, and only for its owner', async () => {
      const view = await create(viewOf('dora', 'before'));
      expect(await opened.store.changeSavedView(view.id, 'ann', { name: 'mine' })).toBe('no-view');
      expect(await opened.store.changeSavedView('none', 'dora', { name: 'mine' })).toBe('no-view');
      expect(await opened.store.changeSavedView(view.id, 'dora', {})).toBe('done');
      expect(await opened.another.findSavedView(view.id)).toEqual(view);
      expect(await opened.store.changeSavedView(view.id, 'dora', { shared: true })).toBe('done');
      expect(await opened.another.findSavedView(view.id)).toEqual({ ...view, shared: true });
      const change = { name: 'after', page: 'people', query: 'usernames=ann' } as const;
      expect(await opened.store.changeSavedView(view.id, 'dora', change)).toBe('done');
      expect(await opened.another.findSavedView(view.id)).toEqual({ ...view, shared: true, ...change });
    });

    it('removes a view of the owner, and a shared view of anybody', async () => {
      const hidden = await create(viewOf('eve', 'hidden'));
      const shown = await create(viewOf('eve', 'shown', { shared: true }));
      const remove = (id: string, of: Parameters<SavedViewStore['removeSavedView']>[1]) =>
        opened.store.removeSavedView(id, of);
      expect(await remove(shown.id, { owner: 'ann' })).toBe(false);
      expect(await remove(hidden.id, 'anybody who shares')).toBe(false);
      expect(await remove(shown.id, 'anybody who shares')).toBe(true);
      expect(await remove(hidden.id, { owner: 'eve' })).toBe(true);
      expect(await remove(hidden.id, { owner: 'eve' })).toBe(false);
    });

    it('removes the views that a user does not share, and keeps the shared ones', async () => {
      await create(viewOf('fay', 'private'));
      await create(viewOf('fay', 'for all', { shared: true }));
      const other = await create(viewOf('gus', 'private'));
      await opened.store.removePrivateViews('fay');
      const left = (await opened.another.listSavedViews('fay')).filter(({ owner }) => owner === 'fay');
      expect(left.map((view) => view.name)).toEqual(['for all']);
      expect(await opened.another.findSavedView(other.id)).toEqual(other);
    });

    it('lets a user own at most MAX_SAVED_VIEWS_PER_USER saved views', async () => {
      for (let n = 0; n < MAX_SAVED_VIEWS_PER_USER; n++) await create(viewOf('max', `view ${n}`));
      expect(await opened.store.createSavedView(viewOf('max', 'one more'))).toBe('too-many');
      await create(viewOf('mia', 'one more'));
    });

    it('gives any legal owner a view of any legal name', async () => {
      await fc.assert(
        fc.asyncProperty(legalString(), legalString(), fc.uuid(), async (owner, viewName, unique) => {
          const view = await create(viewOf(`${unique}${owner}`, viewName));
          expect(await opened.another.findSavedView(view.id)).toEqual(view);
          expect(await opened.another.listSavedViews(view.owner)).toContainEqual(view);
        }),
        { numRuns: 20 },
      );
    });

    it('reads all views by id for a copy, and puts a view in place of an earlier copy', async () => {
      const view = await create(viewOf('zoe', 'copied'));
      expect(await opened.store.readSavedViews({ after: 'id 999999', limit: 10 })).toEqual([]);
      const all: SavedView[] = [];
      for (let after: string | undefined; ;) {
        const page = await opened.store.readSavedViews({ after, limit: 7 });
        all.push(...page);
        after = page.at(-1)?.id;
        if (after === undefined) break;
      }
      expect(all).toContainEqual(view);
      expect(all.map(({ id }) => id)).toEqual(all.map(({ id }) => id).toSorted());
      await opened.store.putSavedView({ ...view, query: 'range=7d', shared: true });
      expect(await opened.another.findSavedView(view.id)).toEqual({
        ...view,
        query: 'range=7d',
        shared: true,
      });
      const sameName = viewOf('zoe', 'copied');
      await opened.store.putSavedView(sameName);
      expect(await opened.another.findSavedView(view.id)).toBeUndefined();
      expect(await opened.another.findSavedView(sameName.id)).toEqual(sameName);
    });

    // This test comes last, because after it no further view can be shared.
    it('lets all users together share at most MAX_SHARED_VIEWS saved views', async () => {
      const shared = (await opened.store.listSavedViews(undefined)).length;
      for (let n = shared; n < MAX_SHARED_VIEWS; n++) {
        await create(viewOf(`sharer ${n % 5}`, `view ${n}`, { shared: true }));
      }
      const more = viewOf('late', 'one more', { shared: true });
      expect(await opened.store.createSavedView(more)).toBe('too-many-shared');
      const own = await create({ ...more, shared: false });
      expect(await opened.store.changeSavedView(own.id, 'late', { shared: true })).toBe('too-many-shared');
      // A view that is shared already can still change.
      const [first] = await opened.store.listSavedViews(undefined);
      if (!first) throw new Error('There are MAX_SHARED_VIEWS');
      const change = { query: 'range=today', shared: true };
      expect(await opened.store.changeSavedView(first.id, first.owner, change)).toBe('done');
    });
  });
};
