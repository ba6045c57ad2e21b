import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Person, SessionStore } from '../ports/session-store.js';
import { legalString, ODD_STRINGS } from './legal-strings.js';
import { ModelSessionStore } from './model-session-store.js';
import { after, keyOf, sketched, starting, staying, T0 } from './session-changes.js';
import { type OpenStore, useStore } from './store-under-test.js';

const MINUTE = 60_000;

const NAMES = [
  'Zoë Müller',
  'zoe',
  'ZOE',
  'anna',
  'Joanna',
  'hanna_lee',
  'hanna%lee',
  'hannaXlee',
  'd.e*f\\g',
  'dxe*f\\g',
  'ｗｉｄｅ',
  'Straße 7',
  'ΣΊΣΥΦΟΣ',
  '()[]{}^$|?+-',
  'ﷺ'.repeat(512),
  ...ODD_STRINGS,
];

export const describeFindingPeople = (open: OpenStore<SessionStore>): void => {
  describe('finding people', () => {
    const opened = useStore(open);
    const model = new ModelSessionStore();

    beforeAll(async () => {
      const changes = NAMES.flatMap((username, n) =>
        Array.from({ length: (n % 3) + 1 }, (_, client) =>
          sketched({
            username,
            client: `client ${client}`,
            start: T0 + n,
            lastPing: T0 + ((n * 7 + client * 5) % 11) * MINUTE + n,
            superseded: (n + client) % 4 === 0,
          }),
        ),
      );
      expect(await opened.store.commit(changes)).toEqual(new Set());
      await model.commit(changes);
    });

    const namesOf = (people: readonly Person[]): string[] => people.map(({ username }) => username);
    const find = async (search: string): Promise<string[]> =>
      namesOf(await opened.store.findPeople({ search, limit: 1_000 }));

    it('finds a text anywhere in a name, first in the names that begin with it', async () => {
      expect(await find('anna')).toEqual(['anna', 'hanna%lee', 'hannaXlee', 'hanna_lee', 'Joanna']);
    });

    it.each([
      ['accents', 'zoe mu', ['Zoë Müller']],
      ['case', 'zOË', ['ZOE', 'zoe', 'Zoë Müller']],
      ['width', 'Wide', ['ｗｉｄｅ']],
      ['the forms of one letter', 'STRASSE', ['Straße 7']],
      ['the form of a sigma at the end of a word', 'σίσυφος', ['ΣΊΣΥΦΟΣ']],
    ])('ignores %s', async (_, search, names) => {
      expect(await find(search)).toEqual(names);
    });

    it.each([
      ['_', ['__proto__', '%_*?', 'hanna_lee']],
      ['%', ['%_*?', 'hanna%lee']],
      ['.e*f\\g', ['d.e*f\\g']],
      ['()[]{}^$|?+-', ['()[]{}^$|?+-']],
      ['$s', ['$set']],
      ["'; drop", ["'; drop table users; --"]],
    ])('takes %s literally', async (search, names) => {
      expect(await find(search)).toEqual(names);
    });

    it('finds nobody by a text that is in no name', async () => {
      expect(await find('nobody is called so')).toEqual([]);
    });

    it('finds everybody, each once, by the empty text', async () => {
      expect((await find('')).toSorted()).toEqual([...new Set(NAMES)].toSorted());
    });

    it('returns the same as a search by brute force, page by page', async () => {
      const searches = fc.oneof(
        legalString(),
        fc
          .tuple(fc.constantFrom(...NAMES), fc.nat(), fc.integer({ min: 1, max: 3 }))
          .map(([name, at, length]) => {
            const characters = Array.from(name);
            const begin = at % characters.length;
            return characters.slice(begin, begin + length).join('');
          }),
      );
      await fc.assert(
        fc.asyncProperty(searches, fc.integer({ min: 1, max: 5 }), async (search, limit) => {
          const expected = await model.findPeople({ search, limit: 1_000 });
          const found: Person[] = [];
          for (;;) {
            const page = await opened.store.findPeople({ search, limit, after: found.at(-1)?.username });
            found.push(...page);
            if (page.length < limit) break;
          }
          expect(found).toEqual(expected);
        }),
        { numRuns: 30 },
      );
    });

    it('returns when a person was last seen in any session, also while the session goes on', async () => {
      const lastSeen = async (): Promise<number | undefined> =>
        (await opened.store.findPeople({ search: 'seen again', limit: 1 }))[0]?.lastSeen;
      const desk = starting(keyOf('seen again', 'desk'), T0);
      const phone = starting(keyOf('seen again', 'phone'), T0 + MINUTE);
      await opened.store.commit([desk, phone]);
      expect(await lastSeen()).toBe(T0 + MINUTE);
      const stayed = staying(after(desk), 'home', T0 + 2 * MINUTE);
      await opened.store.commit([stayed]);
      expect(await lastSeen()).toBe(T0 + 2 * MINUTE);
      await opened.store.commit([starting(desk.key, T0 + 60 * MINUTE, after(stayed))]);
      expect(await lastSeen()).toBe(T0 + 60 * MINUTE);
    });

    it('finds a person once, with the latest ping of all sessions, if another process stored the first session', async () => {
      await opened.another.commit([starting(keyOf('from elsewhere'), T0)]);
      await opened.store.commit([starting(keyOf('from elsewhere', 'other'), T0 + MINUTE)]);
      expect(await opened.store.findPeople({ search: 'elsewhere', limit: 5 })).toEqual([
        { username: 'from elsewhere', lastSeen: T0 + MINUTE },
      ]);
    });
  });
};
