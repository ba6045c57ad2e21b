import { describe, expect, it } from '@jest/globals';
import type { Archive } from '../ports/archive.js';
import type { Login, LoginStore } from '../ports/session-data-stores.js';
import { ODD_STRINGS } from './legal-strings.js';
import { type OpenStore, useStore } from './store-under-test.js';

const login = (username: string, client: string): Login => ({
  username,
  generation: 1,
  client,
  expiresAt: 2_000_000_000_000,
  usedAt: 1_700_000_000_000,
});

/** Tests what a LoginStore must do besides what every store of session data does. `open` opens a new, empty store. */
export const describeLoginStore = (
  name: string,
  open: OpenStore<{ logins: LoginStore; archive: Archive }>,
): void => {
  describe(`${name} as a LoginStore`, () => {
    const opened = useStore(open);
    const ofUser = (username: string) => opened.store.logins.ofUser(username);

    it('finds the logins of one user only, with their latest data', async () => {
      const { logins } = opened.store;
      await logins.set('b', login('ann', 'phone'));
      await logins.set('a', login('ann', 'laptop'));
      await logins.set('c', login('Ann', 'other'));
      const used = { ...login('ann', 'phone'), usedAt: 1_800_000_000_000 };
      expect(await logins.replace('b', 0, used)).toBe(true);
      expect(await ofUser('ann')).toEqual([
        { sid: 'a', login: login('ann', 'laptop') },
        { sid: 'b', login: used },
      ]);
      await logins.destroy('a');
      expect(await ofUser('ann')).toEqual([{ sid: 'b', login: used }]);
      expect(await ofUser('nobody')).toEqual([]);
    });

    it('finds the logins of users with odd legal names', async () => {
      for (const odd of ODD_STRINGS) {
        await opened.store.logins.set(`of ${odd}`, login(odd, 'c'));
        expect(await ofUser(odd)).toEqual([{ sid: `of ${odd}`, login: login(odd, 'c') }]);
      }
    });

    it('finds logins that were copied from another database', async () => {
      const copied = login('copied', 'c');
      const data = JSON.stringify(copied);
      await opened.store.archive.putSessionData('logins', [{ sid: 'x', createdAt: 1_700_000_000_000, data }]);
      expect(await ofUser('copied')).toEqual([{ sid: 'x', login: copied }]);
    });
  });
};
