import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Path } from '@dwell/shared';
import { describeOnMongo, dropDatabase, type MongoTestServer } from '@dwell/sessions/testing/mongo';
import fc from 'fast-check';
import type { Archive } from '../store/ports/archive.js';
import type { Database } from '../store/ports/database.js';
import { openMainDatabase } from '../store/open-database.js';
import { copyDatabase, type CopyCount } from './copy-database.js';
import { findDifferences } from './find-differences.js';
import { CommandError } from './run-command.js';
import {
  addAccounts,
  expectFaithfulCopies,
  exportOf,
  history,
  MINUTE,
  record,
  SETTINGS,
  type Step,
  step,
  T0,
  type Temporary,
  temporaryFile,
  written,
} from './testing/copies.js';

/**
 * How long a test may take, in milliseconds. The test opens about a dozen databases, and some database servers need
 * long for that while other tests run.
 */
const PATIENCE_MS = 10 * 60_000;

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

/** Tests copying from a file to the database that `openOther` opens, and back. */
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
      'and back loses nothing that can be read, and a second copy changes nothing',
      async () => {
        await fc.assert(
          // The databases are closed after each run, because each of them has two threads. If a run fails, hundreds of
          // further runs look for a smaller example that fails too.
          fc
            .asyncProperty(history, async (steps) => {
              const source = await using(temporaryFile);
              const other = await using(openOther);
              const back = await using(temporaryFile);
              await expectFaithfulCopies({ source, other, back }, steps);
            })
            .afterEach(removeAll),
          { numRuns },
        );
      },
      PATIENCE_MS,
    );

    it('continues where it was stopped when the copy is made again', async () => {
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

    it('is refused in the opposite direction if the other database is empty', async () => {
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

    it('replaces users, keys and secrets that the source has too, and leaves all others of the target unchanged', async () => {
      const source = await using(temporaryFile);
      const other = await using(openOther);
      await addAccounts(source);
      const user = { role: 'admin', passwordHash: 'other', createdAt: 1, loginGeneration: 0 } as const;
      await other.accounts.createUser({ username: 'ann', ...user });
      await other.accounts.createUser({ username: 'zoe', ...user });
      const key = {
        name: 'other',
        role: 'admin',
        username: 'ann',
        createdAt: 1,
        sessionData: true,
        origins: [],
      } as const;
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
