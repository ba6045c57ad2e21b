import { createHash } from 'node:crypto';
import { compareCodePoints } from '../store/model/code-point-order.js';
import type { Database } from '../store/ports/database.js';
import { type Change, type Kind, KINDS } from './kinds.js';
import { CommandError } from './run-command.js';

/** Records that are written at a time by default. */
const PORTION = 500;

/** How many records of one kind a copy found and wrote. */
export interface CopyCount {
  readonly name: string;
  /** In the source. */
  readonly read: number;
  readonly written: number;
  readonly alreadyThere: number;
  /** Only in the target; these stay as they are. */
  readonly targetAlone: number;
  /** In the source, but not readable. */
  readonly leftOut: number;
}

/** How far the copy is. */
export interface CopyProgress {
  readonly step: 'looking at' | 'copying' | 'summing up' | 'checking';
  readonly name: string;
  readonly done: number;
  /** About how many there are; 0 if that is unknown. */
  readonly of: number;
}

export interface CopyOptions {
  /** Ends the copy before the next portion. What is written stays, and the next copy continues from there. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CopyProgress) => void;
  /** Records that are written at a time. */
  readonly portion?: number;
}

/**
 * Makes the target hold what the source does. It reads both side by side and writes only what differs, so that a copy
 * that was interrupted continues when it is made again, and a complete one changes nothing. At the end it reads the
 * target again and checks that it holds what it should.
 * @throws CommandError if the source is empty, or the target is more than an earlier copy or fails the check.
 */
export const copyDatabase = async (
  source: Database,
  target: Database,
  options: CopyOptions = {},
): Promise<readonly CopyCount[]> => {
  const { signal, onProgress } = options;
  // The name of a database may be misspelt, and is then that of an empty one.
  if (await isEmpty(KINDS, source)) throw new CommandError('the source is empty');
  const charted = KINDS.filter(({ hasGoneOn }) => hasGoneOn);
  if (!(await isEmpty(charted, target))) {
    for (const kind of charted) await refuseOthers(kind, source, target, options);
  }
  const copies: { readonly kind: Kind<unknown>; readonly count: CopyCount; readonly digest: string }[] = [];
  for (const kind of KINDS) copies.push({ kind, ...(await copyKind(kind, source, target, options)) });
  signal?.throwIfAborted();
  onProgress?.({ step: 'summing up', name: 'for charts', done: 0, of: 0 });
  await target.archive.rebuild();
  for (const { kind, digest } of copies) {
    if ((await digestOf(kind, target, options)) === digest) continue;
    throw new CommandError(
      `the target's ${kind.name} are not the source's after the copy: does a server still write to one of them? Stop it and copy again`,
    );
  }
  return copies.map(({ count }) => count);
};

const isEmpty = async (kinds: readonly Kind<unknown>[], database: Database): Promise<boolean> => {
  const counts = await Promise.all(kinds.map((kind) => kind.count(database)));
  return counts.every((count) => count === 0);
};

/** @throws CommandError if the target is more than an earlier copy of the source. */
const refuseOthers = async <T>(
  kind: Kind<T>,
  source: Database,
  target: Database,
  options: CopyOptions,
): Promise<void> => {
  const step = await stepsOf(kind, source, 'looking at', options);
  for await (const { ours, theirs } of pairs(kind, source, target)) {
    step();
    if (ours === undefined) {
      throw new CommandError(
        `the target has ${kind.name} that the source does not have; copy into an empty database`,
      );
    }
    if (theirs !== undefined && kind.hasGoneOn?.(theirs, ours)) {
      throw new CommandError(
        `the target's ${kind.name} have gone on since they were copied; copy into an empty database`,
      );
    }
  }
};

/** Also returns the digest that the target's records should have now. */
const copyKind = async <T>(
  kind: Kind<T>,
  source: Database,
  target: Database,
  options: CopyOptions,
): Promise<{ readonly count: CopyCount; readonly digest: string }> => {
  const { portion = PORTION } = options;
  const count = { name: kind.name, read: 0, written: 0, alreadyThere: 0, targetAlone: 0, leftOut: 0 };
  const digest = createHash('sha256');
  let changes: Change<T>[] = [];
  const write = async (): Promise<void> => {
    if (changes.length > 0) await kind.write(target, changes);
    count.written += changes.length;
    changes = [];
  };
  const step = await stepsOf(kind, source, 'copying', options);
  for await (const { ours, theirs } of pairs(kind, source, target, () => count.leftOut++)) {
    if (ours === undefined) {
      count.targetAlone++;
      if (!kind.hasGoneOn) digest.update(textOf(kind, theirs));
      continue;
    }
    const text = textOf(kind, ours);
    digest.update(text);
    count.read++;
    if (theirs !== undefined && textOf(kind, theirs) === text) count.alreadyThere++;
    else changes.push({ ours, theirs });
    if (changes.length >= portion) await write();
    step();
  }
  await write();
  return { count, digest: digest.digest('hex') };
};

/** Returns a digest of all records in order: sums and counts would not show a changed path, role or secret. */
const digestOf = async <T>(kind: Kind<T>, database: Database, options: CopyOptions): Promise<string> => {
  const digest = createHash('sha256');
  const step = await stepsOf(kind, database, 'checking', options);
  for await (const record of recordsOf(kind, database)) {
    digest.update(textOf(kind, record));
    step();
  }
  return digest.digest('hex');
};

const textOf = <T>(kind: Kind<T>, record: T): string => JSON.stringify(kind.fieldsOf(record));

type Pair<T> = Change<T> | { readonly ours?: undefined; readonly theirs: T };

/** Reads two databases side by side. A record that is written behind the place of reading is not read again. */
async function* pairs<T>(
  kind: Kind<T>,
  source: Database,
  target: Database,
  onUnreadable?: (id: string) => void,
): AsyncGenerator<Pair<T>, void> {
  const others = recordsOf(kind, target);
  try {
    let other = await others.next();
    for await (const ours of recordsOf(kind, source, onUnreadable)) {
      const key = kind.keyOf(ours);
      while (!other.done && compareCodePoints(kind.keyOf(other.value), key) < 0) {
        yield { theirs: other.value };
        other = await others.next();
      }
      if (!other.done && kind.keyOf(other.value) === key) {
        yield { ours, theirs: other.value };
        other = await others.next();
      } else {
        yield { ours };
      }
    }
    for (; !other.done; other = await others.next()) yield { theirs: other.value };
  } finally {
    await others.return();
  }
}

async function* recordsOf<T>(
  kind: Kind<T>,
  database: Database,
  onUnreadable?: (id: string) => void,
): AsyncGenerator<T, void> {
  let last: string | undefined;
  for await (const portion of kind.read(database, onUnreadable)) {
    for (const record of portion) {
      const key = kind.keyOf(record);
      // Otherwise records would seem to be missing.
      if (last !== undefined && compareCodePoints(last, key) >= 0) {
        throw new Error(`The ${kind.name} of ${database.name} are not in order`);
      }
      last = key;
      yield record;
    }
  }
}

/** Returns what to call after each record: it reports progress and heeds the signal. */
const stepsOf = async <T>(
  kind: Kind<T>,
  database: Database,
  step: CopyProgress['step'],
  { signal, onProgress, portion = PORTION }: CopyOptions,
): Promise<() => void> => {
  const of = await kind.count(database);
  let done = 0;
  return () => {
    done++;
    if (done % portion !== 0) return;
    onProgress?.({ step, name: kind.name, done, of: Math.max(of, done) });
    signal?.throwIfAborted();
  };
};
