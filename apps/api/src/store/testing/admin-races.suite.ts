import { describe, expect, it } from '@jest/globals';
import type { AccountStore } from '../ports/account-store.js';
import { adminsOf, makeAdmins, user } from './accounts.js';
import { type OpenStore, useStore } from './store-under-test.js';

const ROUNDS = 100;

type Leave = (store: AccountStore, name: string) => ReturnType<AccountStore['removeUser']>;

/** Tests that no race between changes of admins leaves a database without an admin. */
export const describeAdminRaces = (name: string, open: OpenStore<AccountStore>): void => {
  describe(`${name}: the admins, in ${ROUNDS} rounds`, () => {
    const opened = useStore(open);
    const at = (n: number) => (n % 2 ? opened.store : opened.another);

    it.each<[string, Leave]>([
      ['demoted', (store, username) => store.updateUser(username, { role: 'analyst' })],
      ['removed', (store, username) => store.removeUser(username)],
      [
        'demoted and removed',
        (store, username) =>
          username === 'a' ? store.removeUser(username) : store.updateUser(username, { role: 'reporter' }),
      ],
    ])(
      'still include one when all are %s at once',
      async (_, leave) => {
        for (let round = 0; round < ROUNDS; round++) {
          const names = round % 4 === 0 ? ['a', 'b', 'c'] : ['a', 'b'];
          await makeAdmins(opened.store, names);
          const outcomes = await Promise.all(names.map((username, n) => leave(at(n), username)));
          expect(await adminsOf(opened.store)).toHaveLength(1);
          expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(names.length - 1);
        }
      },
      300_000,
    );

    it('are created once, when several processes create the same first admin at the same time', async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const first = user(`first ${round}`, { role: 'admin' });
        const created = await Promise.all([0, 1, 2].map((n) => at(n).createUser(first)));
        expect(created.filter(Boolean)).toHaveLength(1);
      }
    }, 300_000);
  });
};
