import { beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { JWTPayload } from 'jose';
import { StoreUnavailableError } from '../../store/ports/errors.js';
import type { GroupStore, TokenGroups } from '../../store/ports/group-store.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { groupsOfClaim, MAX_TOKEN_GROUPS } from './groups-claim.js';
import { BATCH, MAX_WAITING, RECHECK_MS, TokenGroupRecorder } from './token-groups.js';

Logger.overrideLogger(false);

describe('A claim of groups', () => {
  it.each<[string, unknown, readonly string[] | undefined]>([
    ['that is a text names one group', 'sales, north', ['sales, north']],
    [
      'that is a list names each of its texts, sorted and once',
      ['b', '\u{10FFFF}', '\uFFFF', 'a', 'b'],
      ['a', 'b', '\uFFFF', '\u{10FFFF}'],
    ],
    [
      'that is a list names no group by an item that can not be the name of a group',
      ['a', '', '.', '..', 'a\0', 'x'.repeat(513), 7, null, ['c'], {}],
      ['a'],
    ],
    ['that is neither a text nor a list names no group', { a: true }, []],
    ['that is null names no group', null, []],
    ['that is absent names no group', undefined, []],
  ])('%s', (_, claim, groups) => {
    expect(groupsOfClaim({ groups: claim }, 'groups')).toEqual(groups);
  });

  it('is found by its whole name, even if the name looks like a path', () => {
    const claims: JWTPayload = { 'https://example.com/groups': ['a'], https: { groups: ['b'] } };
    expect(groupsOfClaim(claims, 'https://example.com/groups')).toEqual(['a']);
  });

  it('does not say which groups there are if the token says that they are somewhere else', () => {
    const elsewhere = { _claim_names: { groups: 'src1' } };
    expect(groupsOfClaim(elsewhere, 'groups')).toBeUndefined();
    expect(groupsOfClaim(elsewhere, 'teams')).toEqual([]);
  });

  it('names at most MAX_TOKEN_GROUPS groups: the first ones in the order of their names', () => {
    const names = Array.from({ length: MAX_TOKEN_GROUPS + 5 }, (_, n) => `g${1_000 + n}`);
    const groups = groupsOfClaim({ groups: names.toReversed() }, 'groups');
    expect(groups).toEqual(names.slice(0, MAX_TOKEN_GROUPS));
  });
});

describe('The groups that tokens name', () => {
  let clock: FakeClock;
  let batches: (readonly TokenGroups[])[];
  let record: () => Promise<void>;
  let recorder: TokenGroupRecorder;
  beforeEach(() => {
    clock = new FakeClock();
    batches = [];
    record = () => Promise.resolve();
    const store: Pick<GroupStore, 'recordTokenGroups'> = {
      recordTokenGroups: async (tokens) => {
        batches.push(tokens);
        await record();
      },
    };
    recorder = new TokenGroupRecorder(store as GroupStore, clock);
  });

  const token = (username: string, groups: readonly string[], issuedAt = 0): TokenGroups => ({
    username,
    groups,
    issuedAt,
  });
  /** Passes tokens to the recorder, and resolves to what it then writes to the database. */
  const written = async (...tokens: readonly TokenGroups[]) => {
    batches = [];
    for (const each of tokens) recorder.note(each);
    await recorder.onModuleDestroy();
    return batches.flat();
  };

  it('are written when they change, and not for each token', async () => {
    const first = token('ann', ['a']);
    expect(await written(first)).toEqual([first]);
    expect(await written(token('ann', ['a'], 5))).toEqual([]);
    const changed = token('ann', ['a', 'b'], 6);
    expect(await written(changed)).toEqual([changed]);
  });

  it('are those of the token that was issued last, also if an older one comes later', async () => {
    await written(token('ann', ['new'], 10));
    expect(await written(token('ann', ['old'], 9))).toEqual([]);
    expect(await written(token('ann', ['new'], 20), token('ann', ['between'], 15))).toEqual([]);
  });

  it('are compared with the database again after ten minutes', async () => {
    await written(token('ann', ['a']));
    clock.advance(RECHECK_MS - 1);
    expect(await written(token('ann', ['a']))).toEqual([]);
    clock.advance(1);
    expect(await written(token('ann', ['a']))).toHaveLength(1);
    clock.advance(-1);
    expect(await written(token('ann', ['a']))).toHaveLength(1);
  });

  it('are written in steps of BATCH people', async () => {
    const people = Array.from({ length: BATCH + 1 }, (_, n) => token(`u${n}`, ['a']));
    expect(await written(...people)).toEqual(people);
    expect(batches.map(({ length }) => length)).toEqual([BATCH, 1]);
  });

  it('never make a request wait, and do not pile up while the database hangs', async () => {
    let answer: () => void = () => undefined;
    record = () => new Promise<void>((resolve) => (answer = resolve));
    recorder.note(token('first', ['a']));
    await new Promise(setImmediate);
    expect(batches).toHaveLength(1);
    const people = Array.from({ length: MAX_WAITING + 10 }, (_, n) => token(`u${n}`, ['a']));
    for (const each of people) recorder.note(each);
    record = () => Promise.resolve();
    answer();
    await recorder.onModuleDestroy();
    expect(batches.flat().slice(1)).toEqual(people.slice(0, MAX_WAITING));
    expect(await written(people.at(-1) ?? token('', []))).toHaveLength(1);
  });

  it('are written when the next token of the user comes, if the database could not be reached before', async () => {
    record = () => Promise.reject(new StoreUnavailableError('away'));
    await written(token('ann', ['a']), token('ben', ['b']));
    record = () => Promise.resolve();
    expect(await written(token('ann', ['a']), token('ben', ['b']))).toHaveLength(2);
  });
});
