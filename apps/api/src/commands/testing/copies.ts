import { join } from 'node:path';
import { expect } from '@jest/globals';
import { activeWindowAt, type Path, SESSION_SORTS, SLOT_MS } from '@dwell/shared';
import fc from 'fast-check';
import { KeyDraft, type RecordingRules } from '../../recording/key-draft.js';
import { compareCodePoints } from '../../store/model/code-point-order.js';
import { keyOf } from '../../store/model/session-key.js';
import { openMainDatabase } from '../../store/open-database.js';
import type { Database } from '../../store/ports/database.js';
import { comparable } from '../../store/testing/comparable-session.js';
import { legalString } from '../../store/testing/legal-strings.js';
import { temporaryFolder } from '../../store/testing/temporary-folder.js';
import { copyDatabase, type CopyCount } from '../copy-database.js';
import { exportDatabase } from '../export-database.js';
import { findDifferences } from '../find-differences.js';

export const T0 = 1_700_000_100_000;
export const MINUTE = 60_000;
const RULES: RecordingRules = { aliveMs: 300_000, keepaliveIntervalMs: MINUTE, onInactive: 'restart' };
export const SETTINGS = { collectionPrefix: 'Test_', aliveMs: RULES.aliveMs };
const USERS = ['ann', 'ben', '__proto__', '👩‍👩‍👧', '\uFFFF'];

/** A new database that can be removed. */
export interface Temporary {
  readonly database: Database;
  remove(): Promise<void>;
}

export const temporaryFile = async (): Promise<Temporary> => {
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

export interface Step {
  readonly username: string;
  readonly client: string;
  readonly afterMs: number;
  readonly kind: 'keepalive' | 'session-hide';
  readonly visible: boolean;
  readonly path: Path;
  readonly pageId?: string;
}

export const step: fc.Arbitrary<Step> = fc.record(
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

/**
 * Records pings one by one, each `afterMs` after the one before; the first, `afterMs` after `from`. Resolves to the
 * time of the last one, in epoch milliseconds.
 */
export const record = async (
  { sessions }: Database,
  steps: readonly Step[],
  from: number,
): Promise<number> => {
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

/** Resolves to what a database answers to reads: lists, single sessions, groups and statistics. */
const pictureOf = async ({ sessions, groups }: Database, until: number): Promise<unknown> => {
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
    groups: await groups.listGroups({ limit: 100 }),
    inSales: await groups.listMembers('sales', { limit: 100 }),
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

export const exportOf = async (database: Database): Promise<string> => {
  let text = '';
  for await (const lines of exportDatabase(database)) text += lines;
  return text;
};

export const addAccounts = async ({
  accounts,
  groups,
  savedViews,
  annotations,
  logins,
  sessman,
}: Database): Promise<void> => {
  const user = { role: 'analyst', passwordHash: 'the hash', createdAt: T0, loginGeneration: 1 } as const;
  await accounts.createUser({ username: 'ann', ...user });
  const secondFactor = { sealedSecret: 'the sealed one', usedStep: 5, recoveryHashes: ['the code'] };
  await accounts.createUser({ username: '__proto__', ...user, role: 'admin', secondFactor });
  const key = {
    role: 'reporter',
    createdAt: T0,
    sessionData: false,
    origins: ['https://a.example'],
  } as const;
  await accounts.createApiKey({ id: 'late', name: 'n', keyHash: 'the key', ...key, createdAt: T0 + 1 });
  await accounts.createApiKey({
    id: 'early',
    name: 'n',
    keyHash: 'k',
    ...key,
    username: 'ann',
    lastUsed: T0,
    expiresAt: T0 + 5,
    createdBy: 'ann',
  });
  await accounts.ensureSecret('session-signing', 'the secret');
  await groups.createGroup('sales', T0);
  await groups.createGroup('nobody', T0 + 1);
  await groups.changeMembers('sales', { act: 'set', usernames: ['ben', '\uFFFF', '👩‍👩‍👧'] });
  await groups.recordTokenGroups([{ username: 'ann', groups: ['sales', 'sso'], issuedAt: T0 }], T0);
  const saved = { owner: 'ann', page: 'overview', query: 'range=30d', createdAt: T0 } as const;
  await savedViews.createSavedView({ id: 'saved', name: '\uFFFF', shared: false, ...saved });
  await savedViews.createSavedView({ id: 'for all', name: 'month', shared: true, ...saved });
  const note = { at: T0, text: 'Release', author: 'ann', createdAt: T0 + 1 };
  await annotations.createAnnotation({ id: 'note', ...note });
  await logins.set('the sid', { username: 'ann', generation: 1, client: 'c', expiresAt: T0 });
  await sessman.set('the id', { user: 'ann', data: { cart: ['a'] } });
};

export const written = (counts: readonly CopyCount[]): number =>
  counts.reduce((sum, count) => sum + count.written, 0);

/** Generates pings to record before a copy, and later pings to record after it. */
export const history: fc.Arbitrary<[before: Step[], later: Step[]]> = fc.tuple(
  fc.array(step, { minLength: 20, maxLength: 60 }),
  fc.array(step, { minLength: 10, maxLength: 20 }),
);

interface ThreeDatabases {
  readonly source: Database;
  readonly other: Database;
  readonly back: Database;
}

/** Records a history in `source`, copies it to `other` and from there to `back`, and expects that nothing is lost. */
export const expectFaithfulCopies = async (
  { source, other, back }: ThreeDatabases,
  [before, later]: readonly [readonly Step[], readonly Step[]],
): Promise<void> => {
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

  // A copy that has recorded more pings is copied back over the older state of its source.
  const news = await record(other, later, end);
  await copyDatabase(other, source);
  expect(await pictureOf(source, news)).toEqual(await pictureOf(other, news));
  expect(await exportOf(source)).toBe(await exportOf(other));
};
