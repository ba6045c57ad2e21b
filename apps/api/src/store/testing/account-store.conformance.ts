import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AccountStore, ApiKey } from '../ports/account-store.js';
import { legalString, ODD_STRINGS } from './legal-strings.js';
import { adminsOf, makeAdmins, user } from './accounts.js';
import { type OpenStore, useStore } from './store-under-test.js';

const apiKey = (id: string, more: Partial<ApiKey> = {}): ApiKey => ({
  id,
  name: `key ${id}`,
  role: 'reporter',
  keyHash: `hash of ${id}`,
  createdAt: 1_700_000_000_000,
  sessionData: true,
  origins: [],
  ...more,
});

/** Tests what every AccountStore must do. `open` opens a new, empty store each time. */
export const describeAccountStore = (name: string, open: OpenStore<AccountStore>): void => {
  describe(`${name} as an AccountStore`, () => {
    describe('a new store', () => {
      const opened = useStore(open);

      it('has no users, keys or secrets', async () => {
        expect(await opened.store.countUsers()).toBe(0);
        expect(await opened.store.listUsers()).toEqual([]);
        expect(await opened.store.listApiKeys()).toEqual([]);
        expect(await opened.store.listSecrets()).toEqual([]);
        expect(await opened.store.findUser('admin')).toBeUndefined();
        expect(await opened.store.findApiKey('hash')).toBeUndefined();
      });
    });

    describe('users', () => {
      const opened = useStore(open);

      it('can be created, found, listed and counted', async () => {
        const before = await opened.store.countUsers();
        const ann = user('ann', { role: 'admin', loginGeneration: 3 });
        expect(await opened.store.createUser(ann)).toBe(true);
        expect(await opened.store.createUser(user('ben'))).toBe(true);
        expect(await opened.store.findUser('ann')).toEqual(ann);
        expect(await opened.store.listUsers()).toEqual(expect.arrayContaining([ann, user('ben')]));
        expect(await opened.store.countUsers()).toBe(before + 2);
      });

      it('can have any legal name', async () => {
        await fc.assert(
          fc.asyncProperty(legalString(), fc.uuid(), async (odd, unique) => {
            const account = user(unique + odd, { passwordHash: odd });
            expect(await opened.store.createUser(account)).toBe(true);
            expect(await opened.store.findUser(account.username)).toEqual(account);
          }),
          { numRuns: 30, examples: ODD_STRINGS.map((odd) => [odd, 'as it is: ']) },
        );
      });

      it('can not be created with a taken name, and names that differ in one character are different', async () => {
        await opened.store.createUser(user('taken', { passwordHash: 'first' }));
        expect(await opened.store.createUser(user('taken', { passwordHash: 'second' }))).toBe(false);
        expect((await opened.store.findUser('taken'))?.passwordHash).toBe('first');
        expect(await opened.store.createUser(user('Taken'))).toBe(true);
        expect(await opened.store.createUser(user('taken '))).toBe(true);
      });

      it('are created once when many with the same name are created at once', async () => {
        const asked = await Promise.all(
          Array.from({ length: 10 }, (_, n) =>
            (n % 2 ? opened.store : opened.another).createUser(user('wanted', { passwordHash: `${n}` })),
          ),
        );
        expect(asked.filter((created) => created)).toHaveLength(1);
      });

      it('change only in the named fields', async () => {
        await opened.store.createUser(user('changing'));
        expect(await opened.store.updateUser('changing', { role: 'reporter' })).toBe('done');
        expect(await opened.store.updateUser('changing', { passwordHash: 'new', loginGeneration: 1 })).toBe(
          'done',
        );
        expect(await opened.store.updateUser('changing', {})).toBe('done');
        const changed = user('changing', { role: 'reporter', passwordHash: 'new', loginGeneration: 1 });
        expect(await opened.store.findUser('changing')).toEqual(changed);
        expect(await opened.store.updateUser('changing', { createdAt: 5 })).toBe('done');
        expect(await opened.store.findUser('changing')).toEqual({ ...changed, createdAt: 5 });
      });

      it('keep the note that they must change their password, until an update removes it', async () => {
        const must = user('must', { mustChangePassword: true });
        await opened.store.createUser(must);
        expect(await opened.store.updateUser('must', { role: 'reporter' })).toBe('done');
        expect(await opened.store.findUser('must')).toEqual({ ...must, role: 'reporter' });
        expect(await opened.store.updateUser('must', { mustChangePassword: false })).toBe('done');
        expect(await opened.store.findUser('must')).toEqual(user('must', { role: 'reporter' }));
        expect(await opened.store.updateUser('must', { mustChangePassword: true })).toBe('done');
        await opened.store.putUser({ ...must, username: 'copied' });
        expect(await opened.store.findUser('copied')).toEqual({ ...must, username: 'copied' });
      });

      it('that do not exist can neither be changed nor removed', async () => {
        expect(await opened.store.updateUser('nobody', { role: 'admin' })).toBe('no-user');
        expect(await opened.store.updateUser('nobody', { role: 'analyst' })).toBe('no-user');
        expect(await opened.store.updateUser('nobody', {})).toBe('no-user');
        expect(await opened.store.removeUser('nobody')).toBe('no-user');
        expect(await opened.store.findUser('nobody')).toBeUndefined();
      });

      it('change if they still have the login generation that the caller expects, and not if they have a later one', async () => {
        const { store } = opened;
        const secondFactor = { sealedSecret: 'sealed', usedStep: 0, recoveryHashes: [] };
        const must = user('own', { mustChangePassword: true, loginGeneration: 3, secondFactor });
        await store.createUser(must);
        const change = { passwordHash: 'new', mustChangePassword: false, loginGeneration: 4 };
        const changed = user('own', { passwordHash: 'new', loginGeneration: 4 });
        expect(await store.updateUserOfGeneration('own', 2, change)).toBe(false);
        expect(await store.findUser('own')).toEqual(must);
        expect(await store.updateUserOfGeneration('own', 3, change)).toBe(true);
        expect(await store.findUser('own')).toEqual({ ...changed, secondFactor });
        expect(await store.updateUserOfGeneration('own', 3, { passwordHash: 'late' })).toBe(false);
        expect(await store.updateUserOfGeneration('own', 4, { secondFactor: null })).toBe(true);
        expect(await store.findUser('own')).toEqual(changed);
        expect(await store.updateUserOfGeneration('nobody', 0, change)).toBe(false);
        expect(await store.findUser('nobody')).toBeUndefined();
      });

      it('change once if many callers, who expect the same login generation, end their logins at the same time', async () => {
        await opened.store.createUser(user('ended', { loginGeneration: 1 }));
        const done = await Promise.all(
          Array.from({ length: 10 }, (_, n) =>
            (n % 2 ? opened.store : opened.another).updateUserOfGeneration('ended', 1, {
              loginGeneration: n + 2,
            }),
          ),
        );
        expect(done.filter((each) => each)).toHaveLength(1);
        expect((await opened.store.findUser('ended'))?.loginGeneration).toBe(done.indexOf(true) + 2);
      });

      it('are removed with the API keys that report for them, and with no others', async () => {
        await opened.store.createUser(user('leaving'));
        await opened.store.createUser(user('staying'));
        await opened.store.createApiKey(apiKey('of leaving', { username: 'leaving' }));
        await opened.store.createApiKey(apiKey('of staying', { username: 'staying' }));
        await opened.store.createApiKey(apiKey('of nobody'));
        expect(await opened.store.removeUser('leaving')).toBe('done');
        expect(await opened.store.findUser('leaving')).toBeUndefined();
        expect((await opened.store.listApiKeys()).map(({ id }) => id).sort()).toEqual([
          'of nobody',
          'of staying',
        ]);
        expect(await opened.store.createUser(user('leaving'))).toBe(true);
      });
    });

    describe('second factors', () => {
      const opened = useStore(open);

      const factor = { sealedSecret: 'sealed', usedStep: 0, recoveryHashes: ['a', 'b'] };
      const factorOf = async (username: string) => (await opened.store.findUser(username))?.secondFactor;

      it('are stored and listed with their users, can be removed, and stay when other fields change', async () => {
        await opened.store.createUser(user('with', { secondFactor: factor }));
        await opened.store.createUser(user('without'));
        expect(await opened.store.findUser('with')).toEqual(user('with', { secondFactor: factor }));
        expect(await opened.store.findUser('without')).toEqual(user('without'));
        expect(await opened.store.listUsers()).toContainEqual(user('with', { secondFactor: factor }));
        expect(await opened.store.updateUser('with', { passwordHash: 'new' })).toBe('done');
        expect(await factorOf('with')).toEqual(factor);
        expect(await opened.store.updateUser('with', { secondFactor: null, role: 'reporter' })).toBe('done');
        expect(await opened.store.findUser('with')).toEqual(
          user('with', { passwordHash: 'new', role: 'reporter' }),
        );
        await opened.store.putUser(user('with', { secondFactor: factor }));
        expect(await factorOf('with')).toEqual(factor);
        await opened.store.putUser(user('with'));
        expect(await factorOf('with')).toBeUndefined();
      });

      it('change only if they are still what the caller expects', async () => {
        const { store } = opened;
        const first = user('ann');
        await store.createUser(first);
        const later = { ...factor, usedStep: 7, recoveryHashes: ['b'] };
        expect(await store.changeSecondFactor({ ...first, secondFactor: factor }, later)).toBe(false);
        expect(await store.changeSecondFactor(first, factor, 9)).toBe(true);
        const second = user('ann', { secondFactor: factor, loginGeneration: 9 });
        expect(await store.findUser('ann')).toEqual(second);
        expect(await store.changeSecondFactor(user('ann', { loginGeneration: 9 }), later)).toBe(false);
        expect(await store.changeSecondFactor(second, later)).toBe(true);
        expect(await store.findUser('ann')).toEqual({ ...second, secondFactor: later });
        expect(await store.changeSecondFactor(user('nobody'), factor)).toBe(false);
      });

      it('do not change after the logins of their user have been ended', async () => {
        const { store } = opened;
        const read = [user('on', { secondFactor: factor }), user('off')];
        for (const each of read) {
          await store.createUser(each);
          await store.updateUser(each.username, { loginGeneration: 5 });
          expect(await store.changeSecondFactor(each, { ...factor, usedStep: 1 }, 6)).toBe(false);
          expect(await store.findUser(each.username)).toEqual({ ...each, loginGeneration: 5 });
        }
      });

      it('change once if many callers change the same one at the same time', async () => {
        const raced = user('raced', { secondFactor: factor });
        await opened.store.createUser(raced);
        const changed = await Promise.all(
          Array.from({ length: 10 }, (_, n) =>
            (n % 2 ? opened.store : opened.another).changeSecondFactor(raced, {
              ...factor,
              usedStep: n + 1,
            }),
          ),
        );
        expect(changed.filter((done) => done)).toHaveLength(1);
        expect((await factorOf('raced'))?.usedStep).toBe(changed.indexOf(true) + 1);
      });
    });

    describe('the admins', () => {
      const opened = useStore(open);

      const setAdmins = (...names: readonly string[]) => makeAdmins(opened.store, names);

      it('always include one: the last admin can neither be demoted nor removed, and keeps all API keys', async () => {
        await setAdmins('first', 'last');
        await opened.store.createApiKey(apiKey('of last', { username: 'last' }));
        expect(await opened.store.updateUser('first', { role: 'analyst', loginGeneration: 7 })).toBe('done');
        expect(await opened.store.updateUser('last', { role: 'analyst' })).toBe('last-admin');
        expect(await opened.store.removeUser('last')).toBe('last-admin');
        expect(await opened.store.findUser('last')).toEqual(user('last', { role: 'admin' }));
        expect(await opened.store.findApiKey('hash of of last')).toBeDefined();
        expect(await opened.store.removeUser('first')).toBe('done');
      });

      it('can be demoted or removed once another admin exists, and can become admins again', async () => {
        await setAdmins('old');
        await opened.store.createUser(user('new'));
        expect(await opened.store.updateUser('new', { role: 'admin' })).toBe('done');
        expect(await opened.store.updateUser('old', { role: 'analyst' })).toBe('done');
        expect(await opened.store.updateUser('old', { role: 'admin' })).toBe('done');
        expect(await opened.store.removeUser('new')).toBe('done');
        expect(await adminsOf(opened.store)).toEqual(['old']);
      });

      it('can get another password, even while there is only one', async () => {
        await setAdmins('only');
        expect(await opened.store.updateUser('only', { passwordHash: 'new', role: 'admin' })).toBe('done');
        expect((await opened.store.findUser('only'))?.passwordHash).toBe('new');
      });
    });

    describe('API keys', () => {
      const opened = useStore(open);

      it('are found by their hash, with or without a user', async () => {
        const bound = apiKey('bound', { username: 'ann', role: 'admin', lastUsed: 1_700_000_000_001 });
        const free = apiKey('free');
        await opened.store.createApiKey(bound);
        await opened.store.createApiKey(free);
        expect(await opened.store.findApiKey(bound.keyHash)).toEqual(bound);
        expect(await opened.store.findApiKey(free.keyHash)).toEqual(free);
        expect(await opened.store.findApiKey('bound')).toBeUndefined();
        expect(await opened.store.listApiKeys()).toEqual(expect.arrayContaining([bound, free]));
      });

      it('keep what limits them: an expiry, origins, and whether they may use session data', async () => {
        const origins = ['https://app.example.com', 'http://localhost:4000'];
        const limits = { sessionData: false, origins, expiresAt: 1_800_000_000_000, createdBy: 'ada / 🙂' };
        await opened.store.createApiKey(apiKey('limited', limits));
        expect(await opened.store.findApiKey('hash of limited')).toEqual(apiKey('limited', limits));
      });

      it('are removed by id; a second removal returns false', async () => {
        await opened.store.createApiKey(apiKey('gone'));
        expect(await opened.store.removeApiKey('gone')).toBe(true);
        expect(await opened.store.removeApiKey('gone')).toBe(false);
        expect(await opened.store.findApiKey('hash of gone')).toBeUndefined();
      });

      it('keep the latest time of their use', async () => {
        await opened.store.createApiKey(apiKey('used'));
        await opened.store.createApiKey(apiKey('not used'));
        const lastUsed = async (id: string) => (await opened.store.findApiKey(`hash of ${id}`))?.lastUsed;
        await opened.store.touchApiKeys(
          new Map([
            ['used', 2_000],
            ['unknown', 9_000],
          ]),
        );
        expect(await lastUsed('used')).toBe(2_000);
        await opened.store.touchApiKeys(new Map([['used', 1_000]]));
        expect(await lastUsed('used')).toBe(2_000);
        await opened.store.touchApiKeys(new Map([['used', 3_000]]));
        expect(await lastUsed('used')).toBe(3_000);
        await opened.store.touchApiKeys(new Map());
        expect(await lastUsed('not used')).toBeUndefined();
      });
    });

    describe('secrets', () => {
      const opened = useStore(open);

      it('are created once and then shared', async () => {
        expect(await opened.store.ensureSecret('signing', 'first')).toBe('first');
        expect(await opened.another.ensureSecret('signing', 'second')).toBe('first');
        expect(await opened.store.ensureSecret('other', 'second')).toBe('second');
      });

      it('are the same for all callers when many create one at once', async () => {
        const given = await Promise.all(
          Array.from({ length: 10 }, (_, n) =>
            (n % 2 ? opened.store : opened.another).ensureSecret('raced', `secret ${n}`),
          ),
        );
        expect(new Set(given).size).toBe(1);
      });

      it('replace others of the same name when they are set, and are listed', async () => {
        await opened.store.ensureSecret('replaced', 'first');
        await opened.store.setSecret({ name: 'replaced', value: 'second' });
        await opened.store.setSecret({ name: 'set', value: 'third' });
        expect(await opened.another.ensureSecret('replaced', 'fourth')).toBe('second');
        expect(await opened.another.listSecrets()).toEqual(
          expect.arrayContaining([
            { name: 'replaced', value: 'second' },
            { name: 'set', value: 'third' },
          ]),
        );
      });
    });
  });
};
