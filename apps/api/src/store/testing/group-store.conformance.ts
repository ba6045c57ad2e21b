import { describe, expect, it } from '@jest/globals';
import { MAX_GROUP_MEMBERS, MAX_GROUPS } from '@dwell/shared';
import fc from 'fast-check';
import { compareCodePoints } from '../model/code-point-order.js';
import type { GroupMember, GroupStore, TokenGroups } from '../ports/group-store.js';
import { legalString, ODD_STRINGS } from './legal-strings.js';
import { type OpenStore, useStore } from './store-under-test.js';

const T0 = 1_700_000_000_000;
const PAGE = { limit: 20_000 };

const byAdmin = (username: string): GroupMember => ({ username, sources: ['admin'] });
const byToken = (username: string): GroupMember => ({ username, sources: ['token'] });

/** Tests what every GroupStore must do. `open` opens a new, empty store each time. */
export const describeGroupStore = (name: string, open: OpenStore<GroupStore>): void => {
  describe(`${name} as a GroupStore`, () => {
    const opened = useStore(open);

    const create = async (group: string, usernames: readonly string[] = []): Promise<void> => {
      expect(await opened.store.createGroup(group, T0)).toBe('done');
      await opened.store.changeMembers(group, { act: 'set', usernames });
    };
    const members = (group: string) => opened.another.listMembers(group, PAGE);
    const names = async () => (await opened.another.listGroups(PAGE)).map((group) => group.name);
    const remember = (username: string, groups: readonly string[], more: Partial<TokenGroups> = {}) =>
      opened.store.recordTokenGroups([{ username, groups, issuedAt: T0, ...more }], T0 + 1);

    describe('a group', () => {
      it('can be created once, listed page by page, renamed and removed', async () => {
        await create('c');
        await create('a', ['ann', 'ben']);
        await create('b');
        expect(await opened.another.createGroup('a', T0 + 5)).toBe('name-taken');
        const [a, b, c] = ['a', 'b', 'c'].map((each) => ({ name: each, createdAt: T0, members: 0 }));
        expect(await opened.another.listGroups({ limit: 2 })).toEqual([{ ...a, members: 2 }, b]);
        expect(await opened.another.listGroups({ limit: 2, after: 'b' })).toEqual([c]);

        expect(await opened.store.renameGroup('a', 'z')).toBe('done');
        expect(await names()).toEqual(['b', 'c', 'z']);
        expect(await members('z')).toEqual([byAdmin('ann'), byAdmin('ben')]);
        expect(await opened.store.renameGroup('z', 'z')).toBe('done');
        expect(await opened.store.renameGroup('z', 'b')).toBe('name-taken');
        expect(await opened.store.renameGroup('a', 'y')).toBe('no-group');

        expect(await opened.store.removeGroup('z')).toBe(true);
        expect(await opened.store.removeGroup('z')).toBe(false);
        expect(await members('z')).toBeUndefined();
        await create('z');
        expect(await members('z')).toEqual([]);
      });

      it('is created once if several processes create it at the same moment', async () => {
        const outcomes = await Promise.all(
          Array.from({ length: 8 }, (_, n) =>
            (n % 2 ? opened.store : opened.another).createGroup('wanted', T0),
          ),
        );
        expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
      });

      it('can have any legal name and any legal member', async () => {
        await fc.assert(
          fc.asyncProperty(
            fc.uniqueArray(legalString(), { minLength: 1, maxLength: 8 }),
            fc.uuid(),
            async ([first = '', ...others], unique) => {
              const group = `${unique}${first}`;
              const usernames = [first, ...others].sort(compareCodePoints);
              await create(group, usernames);
              expect(await members(group)).toEqual(usernames.map(byAdmin));
              expect((await opened.store.usernamesOf([group], 100)).usernames).toEqual(usernames);
            },
          ),
          { numRuns: 15, examples: [[ODD_STRINGS, 'as it is: ']] },
        );
      });
    });

    describe('members whom admins put into a group', () => {
      it('are set, added and removed, and the store returns how many were added and removed', async () => {
        await create('team', ['ann', 'ben']);
        const change = (act: 'set' | 'add' | 'remove', ...usernames: string[]) =>
          opened.store.changeMembers('team', { act, usernames });
        expect(await change('add', 'cleo', 'ann', 'cleo')).toEqual({ outcome: 'done', added: 1, removed: 0 });
        expect(await change('remove', 'ben', 'nobody')).toEqual({ outcome: 'done', added: 0, removed: 1 });
        expect(await members('team')).toEqual(['ann', 'cleo'].map(byAdmin));
        expect(await change('set', 'dora', 'cleo')).toEqual({ outcome: 'done', added: 1, removed: 1 });
        expect(await members('team')).toEqual(['cleo', 'dora'].map(byAdmin));
        const all = await opened.store.listMembers('team', { limit: 1 });
        expect([all, await opened.store.listMembers('team', { limit: 1, after: 'cleo' })]).toEqual([
          [byAdmin('cleo')],
          [byAdmin('dora')],
        ]);
        expect(await change('set')).toEqual({ outcome: 'done', added: 0, removed: 2 });
        expect(await members('team')).toEqual([]);
        expect(await opened.store.changeMembers('none', { act: 'add', usernames: ['ann'] })).toEqual({
          outcome: 'no-group',
        });
      });

      it('are all there when several processes add some at the same moment', async () => {
        await create('busy');
        const added = Array.from({ length: 12 }, (_, n) => `user ${String(n).padStart(2, '0')}`);
        await Promise.all(
          added.map((username, n) =>
            (n % 2 ? opened.store : opened.another).changeMembers('busy', {
              act: 'add',
              usernames: [username],
            }),
          ),
        );
        expect(await members('busy')).toEqual(added.map(byAdmin));
      });

      it('are at most MAX_GROUP_MEMBERS', async () => {
        const most = Array.from({ length: MAX_GROUP_MEMBERS }, (_, n) => `u${n}`);
        await create('crowd', most);
        const tooMany = { outcome: 'too-many-members' };
        expect(await opened.store.changeMembers('crowd', { act: 'add', usernames: ['u0'] })).toEqual({
          outcome: 'done',
          added: 0,
          removed: 0,
        });
        expect(
          await opened.store.changeMembers('crowd', { act: 'add', usernames: ['one more'] }),
        ).toMatchObject(tooMany);
        expect(
          await opened.store.changeMembers('crowd', { act: 'set', usernames: [...most, 'one more'] }),
        ).toMatchObject(tooMany);
        expect(
          await opened.store.importGroups(
            {
              act: 'add',
              groups: [
                { name: 'before the crowd', usernames: ['ann'] },
                { name: 'crowd', usernames: ['one more'] },
              ],
            },
            T0,
          ),
        ).toEqual({ ...tooMany, group: 'crowd' });
        expect(await names()).not.toContain('before the crowd');
        expect(await opened.store.listGroups({ after: 'crow', limit: 1 })).toEqual([
          { name: 'crowd', createdAt: T0, members: MAX_GROUP_MEMBERS },
        ]);
        await opened.store.removeGroup('crowd');
      });
    });

    describe('an import', () => {
      it('creates the groups that are missing, and adds or replaces members', async () => {
        await create('red', ['ann']);
        await remember('tom', ['red']);
        const groups = [
          { name: 'red', usernames: ['ben'] },
          { name: 'green', usernames: ['cleo', 'ann'] },
          { name: 'grey', usernames: [] },
        ];
        expect(await opened.store.importGroups({ act: 'add', groups }, T0)).toEqual({
          outcome: 'done',
          created: 2,
          added: 3,
          removed: 0,
        });
        expect(await members('red')).toEqual([byAdmin('ann'), byAdmin('ben'), byToken('tom')]);
        expect(await members('green')).toEqual([byAdmin('ann'), byAdmin('cleo')]);
        expect(await members('grey')).toEqual([]);
        expect(await opened.store.importGroups({ act: 'set', groups }, T0)).toEqual({
          outcome: 'done',
          created: 0,
          added: 0,
          removed: 1,
        });
        expect(await members('red')).toEqual([byAdmin('ben'), byToken('tom')]);
      });
    });

    describe('members whose tokens name a group', () => {
      it('are kept apart from those whom admins put there', async () => {
        await create('mixed', ['ann', 'both']);
        await remember('both', ['mixed', 'new']);
        await remember('tom', ['mixed']);
        expect(await members('mixed')).toEqual([
          byAdmin('ann'),
          { username: 'both', sources: ['admin', 'token'] },
          byToken('tom'),
        ]);
        expect(await opened.store.listMembers('mixed', { limit: 1, after: 'ann' })).toMatchObject([
          { username: 'both' },
        ]);
        expect(await opened.store.listGroups({ after: 'mix', limit: 2 })).toEqual([
          { name: 'mixed', createdAt: T0, members: 3 },
          { name: 'new', createdAt: T0 + 1, members: 1 },
        ]);

        await opened.store.changeMembers('mixed', { act: 'set', usernames: ['ben'] });
        expect(await members('mixed')).toEqual([byAdmin('ben'), byToken('both'), byToken('tom')]);
        await opened.store.changeMembers('mixed', { act: 'add', usernames: ['both'] });
        await remember('both', ['new']);
        expect(await members('mixed')).toEqual([byAdmin('ben'), byAdmin('both'), byToken('tom')]);
        expect(await members('new')).toEqual([byToken('both')]);
      });

      it('follow the token that was issued last', async () => {
        await remember('hop', ['first'], { issuedAt: T0 + 10 });
        await remember('hop', ['older'], { issuedAt: T0 + 9 });
        expect(await members('first')).toEqual([byToken('hop')]);
        await remember('hop', ['latest'], { issuedAt: T0 + 10 });
        expect(await members('first')).toEqual([]);
        expect(await members('latest')).toEqual([byToken('hop')]);
        await remember('hop', [], { issuedAt: T0 + 11 });
        expect(await members('latest')).toEqual([]);
      });

      it.each<[string, string[]]>([
        ['kim', ['same']],
        ['leo', []],
      ])(
        'follow the token that was issued last, if it names again what %s had: %j',
        async (username, same) => {
          if (same.length > 0) await remember(username, same);
          await remember(username, same, { issuedAt: T0 + 10 });
          await remember(username, ['between'], { issuedAt: T0 + 9 });
          for (const group of same) expect(await members(group)).toEqual([byToken(username)]);
          expect((await members('between')) ?? []).toEqual([]);
        },
      );

      it('keep the group from being renamed, and after its removal are gone until their token is recorded again', async () => {
        await remember('una', ['sso', 'sso 2']);
        expect(await opened.store.renameGroup('sso', 'other')).toBe('token-members');
        expect(await opened.store.removeGroup('sso')).toBe(true);
        await create('sso');
        expect(await members('sso')).toEqual([]);
        expect(await members('sso 2')).toEqual([byToken('una')]);
        await remember('una', ['sso', 'sso 2']);
        expect(await members('sso')).toEqual([byToken('una')]);
      });
    });

    it('lists the people of several groups by name without repeats, and the names that no group has', async () => {
      await create('left', ['\u{10FFFF}', 'ann', '\uFFFF']);
      await create('right', ['ann', 'ben']);
      await remember('tina', ['right']);
      expect(await opened.another.usernamesOf(['right', 'none', 'left'], 100)).toEqual({
        usernames: ['ann', 'ben', 'tina', '\uFFFF', '\u{10FFFF}'],
        unknown: ['none'],
      });
      expect((await opened.another.usernamesOf(['right', 'left'], 2)).usernames).toEqual(['ann', 'ben']);
      expect(await opened.another.usernamesOf([], 100)).toEqual({ usernames: [], unknown: [] });
    });

    it('reads and writes a group, and the groups that a token names, for a copy of the database', async () => {
      const group = { name: 'copied', createdAt: T0 + 7, usernames: ['ann', 'zoe'] };
      await opened.store.putGroup({ ...group, createdAt: T0, usernames: ['old'] });
      await opened.store.putGroup(group);
      expect(await opened.another.readGroups({ after: 'copie', limit: 1 })).toEqual([group]);
      const token = { username: 'copied', groups: ['copied'], issuedAt: T0 };
      await opened.store.putTokenGroups({ ...token, issuedAt: T0 + 9, groups: [] });
      await opened.store.putTokenGroups(token);
      expect(await opened.another.readTokenGroups({ after: 'copie', limit: 1 })).toEqual([token]);
    });

    it('has at most MAX_GROUPS groups, and ignores further ones in tokens', async () => {
      const count = (await names()).length;
      const groups = Array.from({ length: MAX_GROUPS - count }, (_, n) => ({ name: `n${n}`, usernames: [] }));
      const more = { name: 'one more', usernames: [] };
      expect(await opened.store.importGroups({ act: 'add', groups: [...groups, more] }, T0)).toEqual({
        outcome: 'too-many-groups',
      });
      expect((await names()).length).toBe(count);
      expect(await opened.store.importGroups({ act: 'add', groups }, T0)).toMatchObject({ outcome: 'done' });
      expect(await opened.store.createGroup('one more', T0)).toBe('too-many-groups');
      await remember('late', ['n0', 'one more']);
      expect(await members('n0')).toEqual([byToken('late')]);
      expect((await names()).length).toBe(MAX_GROUPS);
    });
  });
};
