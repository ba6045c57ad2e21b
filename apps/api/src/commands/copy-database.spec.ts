import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { activeWindowAt, type Path, SESSION_SORTS, SLOT_MS } from '@dwell/shared';
import { describeOnMongo, dropDatabase, type MongoTestServer } from '@dwell/sessions/testing/mongo';
import fc from 'fast-check';
import { KeyDraft, type RecordingRules } from '../recording/key-draft.js';
import { keyOf } from '../store/model/session-key.js';
import type { Archive } from '../store/ports/archive.js';
import type { Database } from '../store/ports/database.js';
import { openMainDatabase } from '../store/open-database.js';
import { temporaryFolder } from '../store/testing/temporary-folder.js';
import { compareCodePoints } from '../store/model/code-point-order.js';
import { comparable } from '../store/testing/comparable-session.js';
import { legalString } from '../store/testing/legal-strings.js';
import { copyDatabase, type CopyCount } from './copy-database.js';
import { exportDatabase } from './export-database.js';
import { findDifferences } from './find-differences.js';
import { CommandError } from './run-command.js';

/** Some servers need long for the dozen databases of this test while other tests run. Milliseconds. */
const PATIENCE_MS = 10 * 60_000;

const T0 = 1_700_000_100_000;
const MINUTE = 60_000;
const RULES: RecordingRules = { aliveMs: 300_000, keepaliveIntervalMs: MINUTE, onInactive: 'restart' };
const SETTINGS = { collectionPrefix: 'Test_', aliveMs: RULES.aliveMs };
const USERS = ['ann', 'ben', '__proto__', '👩‍👩‍👧', '\uFFFF'];

/** A new database that can be removed. */
interface Temporary {
  readonly database: Database;
  remove(): Promise<void>;
}

const temporaryFile = async (): Promise<Temporary> => {
  const folder = temporaryFolder();
  const databaseUrl = `file:${join(folder.path, 'dwell.db')}`;
  const database = await openMainDatabase({ databaseUrl, ...SETTINGS });
  return {
    database,
    remove: async () => {
      await database.close();
      folder.remove();
    },
  };
};

const temporaryMongo = async ({ freshUrl }: MongoTestServer): Promise<Temporary> => {
  const databaseUrl = freshUrl();
  const database = await openMainDatabase({ databaseUrl, ...SETTINGS }, { upkeep: false });
  await database.ready;
  return {
    database,
    remove: async () => {
      await database.close();
      await dropDatabase(databaseUrl);
    },
  };
};

interface Step {
  readonly username: string;
  readonly client: string;
  readonly afterMs: number;
  readonly kind: 'keepalive' | 'session-hide';
  readonly visible: boolean;
  readonly path: Path;
  readonly pageId?: string;
}

const step: fc.Arbitrary<Step> = fc.record(
  {
    username: fc.constantFrom(...USERS),
    client: fc.constantFrom('desk', 'phone'),
    afterMs: fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 0, max: 2 * MINUTE }) },
      fc.integer({ min: 0, max: 3 * 60 * MINUTE }),
    ),
    kind: fc.constantFrom('keepalive', 'keepalive', 'session-hide'),
    visible: fc.constantFrom(true, true, false),
    path: fc.oneof(
      fc.tuple(fc.constantFrom('home', 'news')),
      fc.tuple(fc.constantFrom('home', 'news'), fc.constantFrom('t', 'u')),
      fc.tuple(legalString()),
    ),
    pageId: fc.constantFrom('p', 'q'),
  },
  { requiredKeys: ['username', 'client', 'afterMs', 'kind', 'visible', 'path'] },
);

/** Records pings one by one, the first after `from`. Returns the time of the last one. */
const record = async ({ sessions }: Database, steps: readonly Step[], from: number): Promise<number> => {
  let now = from;
  for (const { username, client, afterMs, ...ping } of steps) {
    now += afterMs;
    const key = keyOf(username, client);
    const [latest] = await sessions.loadLatest([key]);
    const draft = new KeyDraft(key, latest, RULES);
    draft.record(ping, now);
    const change = draft.change();
    if (change) expect(await sessions.commit([change])).toEqual(new Set());
  }
  return now;
};

/** Returns what all reading methods of a store answer. */
const pictureOf = async ({ sessions }: Database, until: number): Promise<unknown> => {
  const to = until - (until % SLOT_MS) + SLOT_MS;
  const middle = T0 + Math.floor((to - T0) / SLOT_MS / 2) * SLOT_MS;
  const windows = [
    { from: T0 - 96 * SLOT_MS, to },
    { from: T0, to: middle },
    { from: middle, to },
  ];
  const filters = [
    {},
    { view: 'home' },
    { usernames: USERS.slice(1, 3) },
    { usernames: USERS, view: 'news' },
  ];
  const query = { limit: 1_000, activeWindow: activeWindowAt(until, RULES.aliveMs), order: 'asc' } as const;
  const listed = await sessions.listSessions({ ...query, sort: 'start' });
  return {
    lists: await Promise.all(
      SESSION_SORTS.map(async (sort) => {
        const view = sort === 'view_duration' ? 'home' : undefined;
        return (await sessions.listSessions({ ...query, sort, view })).map(comparable);
      }),
    ),
    active: (await sessions.listSessions({ ...query, sort: 'start', active: true })).map(({ id }) => id),
    found: await Promise.all(
      listed.map(async ({ id }) => {
        const session = await sessions.findSession(id);
        return session && { ...comparable(session), trail: session.trail };
      }),
    ),
    statistics: await Promise.all(
      windows.flatMap((window) =>
        filters.map(async (filter) => [
          await sessions.summarize(window, filter),
          inOrder(await sessions.viewTotals(window, filter)),
          inOrder(await sessions.bucketTotals(windows.slice(1), filter)),
          await sessions.countActive(filter, query.activeWindow),
        ]),
      ),
    ),
  };
};

const inOrder = (rows: readonly object[]): string[] =>
  rows.map((row) => JSON.stringify(row)).sort(compareCodePoints);

const exportOf = async (database: Database): Promise<string> => {
  let text = '';
  for await (const lines of exportDatabase(database)) text += lines;
  return text;
};

const addAccounts = async ({ accounts, logins, sessman }: Database): Promise<void> => {
  const user = { role: 'analyst', passwordHash: 'the hash', createdAt: T0, loginGeneration: 1 } as const;
  await accounts.createUser({ username: 'ann', ...user });
  await accounts.createUser({ username: '__proto__', ...user, role: 'admin' });
  const key = { role: 'reporter', createdAt: T0 } as const;
  await accounts.createApiKey({ id: 'late', name: 'n', keyHash: 'the key', ...key, createdAt: T0 + 1 });
  await accounts.createApiKey({
    id: 'early',
    name: 'n',
    keyHash: 'k',
    ...key,
    username: 'ann',
    lastUsed: T0,
  });
  await accounts.ensureSecret('session-signing', 'the secret');
  await logins.set('the sid', { username: 'ann', generation: 1, client: 'c', expiresAt: T0 });
  await sessman.set('the id', { user: 'ann', data: { cart: ['a'] } });
};

const written = (counts: readonly CopyCount[]): number =>
  counts.reduce((sum, count) => sum + count.written, 0);

/** Tests copies from a file to another database. */
const describeCopying = (name: string, openOther: () => Promise<Temporary>, numRuns: number): void => {
  describe(`Copying from a file to ${name}`, () => {
    let made: Temporary[];
    const removeAll = async (): Promise<void> => {
      for (const each of made) await each.remove();
      made = [];
    };
    beforeEach(() => {
      made = [];
    });
    afterEach(removeAll);
    const using = async (open: () => Promise<Temporary>): Promise<Database> => {
      const temporary = await open();
      made.push(temporary);
      return temporary.database;
    };

    it(
      'and back restores all that every reader sees, and a second copy changes nothing',
      async () => {
        const history = fc.tuple(
          fc.array(step, { minLength: 20, maxLength: 60 }),
          fc.array(step, { minLength: 10, maxLength: 20 }),
        );
        await fc.assert(
          // Each open database has two threads. After a failure, hundreds of runs look for a smaller example.
          fc
            .asyncProperty(history, async ([before, later]) => {
              const source = await using(temporaryFile);
              const other = await using(openOther);
              const back = await using(temporaryFile);
              const until = await record(source, before, T0);
              await addAccounts(source);
              const picture = await pictureOf(source, until);
              const text = await exportOf(source);

              expect(written(await copyDatabase(source, other))).toBe(text.split('\n').length - 1);
              expect(await pictureOf(other, until)).toEqual(picture);
              expect(await exportOf(other)).toBe(text);
              expect(written(await copyDatabase(source, other))).toBe(0);
              expect(await exportOf(other)).toBe(text);

              await copyDatabase(other, back);
              expect(await pictureOf(back, until)).toEqual(picture);
              expect(await exportOf(back)).toBe(text);
              expect(await exportOf(source)).toBe(text);

              // The same later pings give the same results in all three databases.
              const end = await record(source, later, until);
              await record(other, later, until);
              await record(back, later, until);
              const pictureLater = await pictureOf(source, end);
              expect(await pictureOf(other, end)).toEqual(pictureLater);
              expect(await pictureOf(back, end)).toEqual(pictureLater);
              expect(await exportOf(other)).toBe(await exportOf(source));
              expect(await findDifferences(other.archive)).toEqual([]);

              // A database that has continued replaces its earlier copy.
              const news = await record(other, later, end);
              await copyDatabase(other, source);
              expect(await pictureOf(source, news)).toEqual(await pictureOf(other, news));
              expect(await exportOf(source)).toBe(await exportOf(other));
            })
            .afterEach(removeAll),
          { numRuns },
        );
      },
      PATIENCE_MS,
    );

    it('continues after a stop when the copy is made again', async () => {
      const source = await using(temporaryFile);
      const other = await using(openOther);
      const steps =
        fc.sample(fc.array(step, { minLength: 60, maxLength: 60 }), { numRuns: 1, seed: 1 })[0] ?? [];
      await record(source, steps, T0);
      await addAccounts(source);
      const records = (await exportOf(source)).split('\n').length - 1;
      let counts: readonly CopyCount[] | undefined;
      let stops = 0;
      while (!counts) {
        const stop = new AbortController();
        let portions = 0;
        const onProgress = ({ step }: { readonly step: string }): void => {
          if (step === 'copying' && ++portions > 3 + 3 * stops) stop.abort(new Error('stopped'));
        };
        const options = { signal: stop.signal, portion: 2, onProgress };
        counts = await copyDatabase(source, other, options).catch((error: unknown) => {
          expect(error).toEqual(new Error('stopped'));
          stops++;
          return undefined;
        });
      }
      expect(stops).toBeGreaterThan(3);
      expect(written(counts)).toBeLessThan(records);
      expect(await exportOf(other)).toBe(await exportOf(source));
      expect(await findDifferences(other.archive)).toEqual([]);
    });

    it('is refused if the target has sessions of its own, and leaves the target unchanged', async () => {
      const source = await using(temporaryFile);
      const other = await using(openOther);
      const visible = { client: 'desk', kind: 'keepalive', visible: true, path: ['home'] } as const;
      await record(source, [{ username: 'ann', afterMs: 0, ...visible }], T0);
      await record(other, [{ username: 'ben', afterMs: 0, ...visible }], T0);
      const text = await exportOf(other);
      await expect(copyDatabase(source, other)).rejects.toThrow(
        new CommandError(
          'the target has sessions that the source does not have; copy into an empty database',
        ),
      );
      expect(await exportOf(other)).toBe(text);
    });

    it('is refused if the source is empty', async () => {
      const source = await using(openOther);
      const other = await using(temporaryFile);
      await expect(copyDatabase(source, other)).rejects.toThrow(new CommandError('the source is empty'));
    });

    describe('is refused before it writes anything', () => {
      const ping = {
        username: 'ann',
        client: 'desk',
        kind: 'keepalive',
        visible: true,
        path: ['home'],
      } as const;
      const minuteOn = (...path: Path): Step => ({ ...ping, path, afterMs: MINUTE });

      it.each<[reason: string, both: readonly Step[], ours: readonly Step[], theirs: readonly Step[]]>([
        [
          'sessions of the target have changed since an earlier copy',
          [{ ...ping, afterMs: 0 }],
          [],
          [minuteOn('home')],
        ],
        [
          'both databases have started another session of the same client',
          [{ ...ping, afterMs: 0 }],
          [{ ...ping, afterMs: 20 * MINUTE }],
          [{ ...ping, afterMs: 10 * MINUTE }],
        ],
        [
          'a session of the target has time on another path',
          [{ ...ping, afterMs: 0 }],
          [minuteOn('home'), minuteOn('home')],
          [minuteOn('news')],
        ],
        [
          'a session of the target has time in another slot',
          [{ ...ping, afterMs: 0 }],
          [...Array<Step>(4).fill({ ...ping, visible: false, afterMs: 4 * MINUTE }), minuteOn('home')],
          [minuteOn('home')],
        ],
        [
          'a session of the target has more time in one slot',
          [minuteOn('home')],
          [...Array<Step>(4).fill({ ...ping, visible: false, afterMs: 4 * MINUTE }), minuteOn('home')],
          [minuteOn('home')],
        ],
      ])('if %s', async (_, both, ours, theirs) => {
        const source = await using(temporaryFile);
        const other = await using(openOther);
        const until = await record(source, both, T0);
        await copyDatabase(source, other);
        await record(source, ours, until);
        await record(other, theirs, until);
        const text = await exportOf(other);
        await expect(copyDatabase(source, other)).rejects.toThrow(
          /^the target('s (sessions|slots of users) have changed since they were copied| has slots of users that the source does not have); copy into an empty database$/,
        );
        expect(await exportOf(other)).toBe(text);
      });
    });

    it('fails if the target does not hold what was written', async () => {
      const source = await using(temporaryFile);
      const other = await using(openOther);
      await addAccounts(source);
      const { archive } = other;
      const careless = Object.create(archive, {
        putSessionData: {
          value: (...[name, records]: Parameters<Archive['putSessionData']>) =>
            archive.putSessionData(
              name,
              records.map((stored) => ({ ...stored, createdAt: stored.createdAt + 1 })),
            ),
        },
      }) as Archive;
      await expect(copyDatabase(source, { ...other, archive: careless })).rejects.toThrow(
        "after the copy, the target's logins differ from the source's; " +
          'stop all servers of both databases and copy again',
      );
    });

    it('replaces accounts that the target created at its first start, and leaves its other accounts', async () => {
      const source = await using(temporaryFile);
      const other = await using(openOther);
      await addAccounts(source);
      const user = { role: 'admin', passwordHash: 'other', createdAt: 1, loginGeneration: 0 } as const;
      await other.accounts.createUser({ username: 'ann', ...user });
      await other.accounts.createUser({ username: 'zoe', ...user });
      const key = { name: 'other', role: 'admin', username: 'ann', createdAt: 1 } as const;
      await other.accounts.createApiKey({ id: 'early', keyHash: 'other', ...key });
      await other.accounts.createApiKey({ id: 'own', keyHash: 'own', ...key });
      await other.accounts.ensureSecret('session-signing', 'made at the first start');
      const counts = await copyDatabase(source, other);
      const countOf = (kind: string) => counts.find(({ name }) => name === kind);
      const nothing = { alreadyThere: 0, onlyInTarget: 0, skipped: 0 };
      expect(countOf('users')).toEqual({ ...nothing, name: 'users', read: 2, written: 2, onlyInTarget: 1 });
      expect(countOf('API keys')).toEqual({
        ...nothing,
        name: 'API keys',
        read: 2,
        written: 2,
        onlyInTarget: 1,
      });
      expect(countOf('secrets')).toEqual({ ...nothing, name: 'secrets', read: 1, written: 1 });
      expect(await other.accounts.findUser('ann')).toEqual(await source.accounts.findUser('ann'));
      expect(await other.accounts.findUser('zoe')).toEqual({ username: 'zoe', ...user });
      const own = { id: 'own', keyHash: 'own', ...key };
      expect(await other.accounts.listApiKeys()).toEqual([own, ...(await source.accounts.listApiKeys())]);
      expect(await other.accounts.listSecrets()).toEqual(await source.accounts.listSecrets());
    });
  });
};

describeCopying('another file', temporaryFile, 5);

describeOnMongo('MongoDB', (server) => {
  describeCopying('MongoDB', () => temporaryMongo(server), 2);
});

describe('exportDatabase', () => {
  let source: Temporary;
  beforeAll(async () => {
    source = await temporaryFile();
    await addAccounts(source.database);
  });
  afterAll(() => source.remove());

  it('shows no secret, no hash of a password or key, and no sid', async () => {
    const text = await exportOf(source.database);
    expect(text.split('\n')).toHaveLength(8);
    for (const confidential of ['the hash', 'the key', 'the secret', 'the sid', 'the id']) {
      expect(text).not.toContain(confidential);
    }
  });
});
