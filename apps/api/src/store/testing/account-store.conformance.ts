import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AccountStore, ApiKey, User } from '../ports/account-store.js';
import { legalString, ODD_STRINGS } from './legal-strings.js';
import { type OpenStore, useStore } from './store-under-test.js';

const user = (username: string, more: Partial<User> = {}): User => ({
  username,
  role: 'analyst',
  passwordHash: 'hash',
  createdAt: 1_700_000_000_000,
  loginGeneration: 0,
  ...more,
});

const apiKey = (id: string, more: Partial<ApiKey> = {}): ApiKey => ({
  id,
  name: `key ${id}`,
  role: 'reporter',
  keyHash: `hash of ${id}`,
  createdAt: 1_700_000_000_000,
  ...more,
});

/** What every AccountStore promises. `open` gives a new, empty store each time. */
export const describeAccountStore = (name: string, open: OpenStore<AccountStore>): void => {
  describe(`${name} as an AccountStore`, () => {
    describe('when new', () => {
      const opened = useStore(open);

      it('has no users, keys or secrets', async () => {
        expect(await opened.store.countUsers()).toBe(0);
        expect(await opened.store.listUsers()).toEqual([]);
        expect(await opened.store.listApiKeys()).toEqual([]);
        expect(await opened.store.findUser('admin')).toBeUndefined();
        expect(await opened.store.findApiKey('hash')).toBeUndefined();
      });
    });

    describe('users', () => {
      const opened = useStore(open);

      it('are created, found, listed and counted', async () => {
        const before = await opened.store.countUsers();
        const ann = user('ann', { role: 'admin', loginGeneration: 3 });
        expect(await opened.store.createUser(ann)).toBe(true);
        expect(await opened.store.createUser(user('ben'))).toBe(true);
        expect(await opened.store.findUser('ann')).toEqual(ann);
        expect(await opened.store.listUsers()).toEqual(expect.arrayContaining([ann, user('ben')]));
        expect(await opened.store.countUsers()).toBe(before + 2);
      });

      it('keep any legal name', async () => {
        await fc.assert(
          fc.asyncProperty(legalString(), fc.uuid(), async (odd, unique) => {
            const account = user(unique + odd, { passwordHash: odd });
            expect(await opened.store.createUser(account)).toBe(true);
            expect(await opened.store.findUser(account.username)).toEqual(account);
          }),
          { numRuns: 30, examples: ODD_STRINGS.map((odd) => [odd, 'as it is: ']) },
        );
      });

      it('keep their name when another asks for it, and names differ by any character', async () => {
        await opened.store.createUser(user('taken', { passwordHash: 'first' }));
        expect(await opened.store.createUser(user('taken', { passwordHash: 'second' }))).toBe(false);
        expect((await opened.store.findUser('taken'))?.passwordHash).toBe('first');
        expect(await opened.store.createUser(user('Taken'))).toBe(true);
        expect(await opened.store.createUser(user('taken '))).toBe(true);
      });

      it('one of many who ask for a name at once gets it', async () => {
        const asked = await Promise.all(
          Array.from({ length: 10 }, (_, n) =>
            (n % 2 ? opened.store : opened.another).createUser(user('wanted', { passwordHash: `${n}` })),
          ),
        );
        expect(asked.filter((created) => created)).toHaveLength(1);
      });

      it('change what is named and nothing else', async () => {
        await opened.store.createUser(user('changing'));
        expect(await opened.store.updateUser('changing', { role: 'admin' })).toBe(true);
        expect(await opened.store.updateUser('changing', { passwordHash: 'new', loginGeneration: 1 })).toBe(
          true,
        );
        expect(await opened.store.updateUser('changing', {})).toBe(true);
        const changed = user('changing', { role: 'admin', passwordHash: 'new', loginGeneration: 1 });
        expect(await opened.store.findUser('changing')).toEqual(changed);
        expect(await opened.store.updateUser('changing', { createdAt: 5 })).toBe(true);
        expect(await opened.store.findUser('changing')).toEqual({ ...changed, createdAt: 5 });
      });

      it('that do not exist can neither change nor go', async () => {
        expect(await opened.store.updateUser('nobody', { role: 'admin' })).toBe(false);
        expect(await opened.store.updateUser('nobody', {})).toBe(false);
        expect(await opened.store.removeUser('nobody')).toBe(false);
        expect(await opened.store.findUser('nobody')).toBeUndefined();
      });

      it('go with their API keys, and with no others', async () => {
        await opened.store.createUser(user('leaving'));
        await opened.store.createUser(user('staying'));
        await opened.store.createApiKey(apiKey('of leaving', { username: 'leaving' }));
        await opened.store.createApiKey(apiKey('of staying', { username: 'staying' }));
        await opened.store.createApiKey(apiKey('of nobody'));
        expect(await opened.store.removeUser('leaving')).toBe(true);
        expect(await opened.store.findUser('leaving')).toBeUndefined();
        expect((await opened.store.listApiKeys()).map(({ id }) => id).sort()).toEqual([
          'of nobody',
          'of staying',
        ]);
        expect(await opened.store.createUser(user('leaving'))).toBe(true);
      });
    });

    describe('API keys', () => {
      const opened = useStore(open);

      it('are found by the hash of the key, with or without a user', async () => {
        const bound = apiKey('bound', { username: 'ann', role: 'admin', lastUsed: 1_700_000_000_001 });
        const free = apiKey('free');
        await opened.store.createApiKey(bound);
        await opened.store.createApiKey(free);
        expect(await opened.store.findApiKey(bound.keyHash)).toEqual(bound);
        expect(await opened.store.findApiKey(free.keyHash)).toEqual(free);
        expect(await opened.store.findApiKey('bound')).toBeUndefined();
        expect(await opened.store.listApiKeys()).toEqual(expect.arrayContaining([bound, free]));
      });

      it('are removed by id, once', async () => {
        await opened.store.createApiKey(apiKey('gone'));
        expect(await opened.store.removeApiKey('gone')).toBe(true);
        expect(await opened.store.removeApiKey('gone')).toBe(false);
        expect(await opened.store.findApiKey('hash of gone')).toBeUndefined();
      });

      it('note when they were last used, and never go back', async () => {
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

      it('are made once and then shared', async () => {
        expect(await opened.store.ensureSecret('signing', 'first')).toBe('first');
        expect(await opened.another.ensureSecret('signing', 'second')).toBe('first');
        expect(await opened.store.ensureSecret('other', 'second')).toBe('second');
      });

      it('are one for all who ask at once', async () => {
        const given = await Promise.all(
          Array.from({ length: 10 }, (_, n) =>
            (n % 2 ? opened.store : opened.another).ensureSecret('raced', `secret ${n}`),
          ),
        );
        expect(new Set(given).size).toBe(1);
      });

      it('are set in place of others of the same name, and listed', async () => {
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
