import type { Archive } from '../store/ports/archive.js';
import { compareArchives } from './compare-archives.js';
import { type Kind, KINDS } from './kinds.js';

/** Records that are written at a time, if nothing else is said. */
const PORTION = 500;

/** Why a copy can't be made, in one clear line. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/** What became of one kind of record. */
export interface CopyCount {
  readonly name: string;
  /** That the source has. */
  readonly read: number;
  readonly written: number;
  readonly alreadyThere: number;
  /** That the target alone has: they were left as they are. */
  readonly targetAlone: number;
  /** Of the source, that can't be read. */
  readonly leftOut: number;
}

/** How far the copy is. */
export interface CopyProgress {
  readonly step: 'looking at' | 'copying' | 'summing up' | 'checking';
  readonly name: string;
  readonly done: number;
  /** About; 0: nobody knows. */
  readonly of: number;
}

export interface CopyOptions {
  /** Ends the copy before the next portion; what is written stays, and the next copy goes on from there. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CopyProgress) => void;
  /** Records that are written at a time. */
  readonly portion?: number;
}

/**
 * Makes the target hold what the source does. Both are read side by side and only what differs is written, so that a
 * copy that broke off is simply made again, and one that is complete changes nothing. At the end both are compared.
 * @throws MigrationError where the source is empty, or the target is more than an earlier copy or did not become one.
 */
export const copyArchive = async (
  source: Archive,
  target: Archive,
  options: CopyOptions = {},
): Promise<readonly CopyCount[]> => {
  await refuseNothing(source);
  await refuseOthers(source, target, options);
  const counts: CopyCount[] = [];
  for (const kind of KINDS) counts.push(await copyKind(kind, source, target, options));
  options.signal?.throwIfAborted();
  options.onProgress?.({ step: 'summing up', name: 'for charts', done: 0, of: 0 });
  await target.rebuild();
  for (const kind of KINDS) await check(kind, source, target, options);
  return counts;
};

/** A database's name that is misspelt is that of an empty one. */
const refuseNothing = async (source: Archive): Promise<void> => {
  const counts = await Promise.all(KINDS.map((kind) => kind.partOf(source).count()));
  if (counts.every((count) => count === 0)) throw new MigrationError('the source is empty');
};

/** Before anything is written: the target is to be empty, or an earlier copy of this source. */
const refuseOthers = async (source: Archive, target: Archive, options: CopyOptions): Promise<void> => {
  for (const kind of KINDS.filter(({ countsInSums }) => countsInSums)) {
    if ((await kind.partOf(target).count()) === 0) continue;
    const steps = await progressOf(kind, source, 'looking at', options);
    for await (const { verdict, ours, theirs } of compareArchives(kind, source, target)) {
      steps.step();
      if (verdict === 'theirs alone') {
        throw new MigrationError(
          `the target has ${kind.name} that the source does not have; copy into an empty database`,
        );
      }
      if (verdict === 'different' && kind.hasGoneOn?.(theirs, ours)) {
        throw new MigrationError(
          `the target's ${kind.name} have gone on since they were copied; copy into an empty database`,
        );
      }
    }
  }
};

const copyKind = async <T>(
  kind: Kind<T>,
  source: Archive,
  target: Archive,
  options: CopyOptions,
): Promise<CopyCount> => {
  const count = { name: kind.name, read: 0, written: 0, alreadyThere: 0, targetAlone: 0, leftOut: 0 };
  const { portion = PORTION } = options;
  const steps = await progressOf(kind, source, 'copying', options);
  let waiting: T[] = [];
  const write = async (): Promise<void> => {
    await kind.partOf(target).write(waiting);
    count.written += waiting.length;
    waiting = [];
  };
  for await (const { verdict, ours } of compareArchives(kind, source, target, () => count.leftOut++)) {
    if (verdict === 'theirs alone') {
      count.targetAlone++;
      continue;
    }
    count.read++;
    if (verdict === 'same') count.alreadyThere++;
    else waiting.push(ours);
    if (waiting.length >= portion) await write();
    steps.step();
  }
  await write();
  return count;
};

/** @throws MigrationError where the two are not the same. */
const check = async (
  kind: Kind<unknown>,
  source: Archive,
  target: Archive,
  options: CopyOptions,
): Promise<void> => {
  const steps = await progressOf(kind, source, 'checking', options);
  for await (const { verdict } of compareArchives(kind, source, target)) {
    steps.step();
    if (verdict === 'same' || (verdict === 'theirs alone' && !kind.countsInSums)) continue;
    throw new MigrationError(
      `the target's ${kind.name} are not the source's after the copy: does a server still write to one of them? Stop it and copy again`,
    );
  }
};

/** Counts steps, says so, and heeds the signal. */
const progressOf = async (
  kind: Kind<unknown>,
  source: Archive,
  step: CopyProgress['step'],
  { signal, onProgress, portion = PORTION }: CopyOptions,
): Promise<{ step(): void }> => {
  const of = await kind.partOf(source).count();
  let done = 0;
  return {
    step: () => {
      done++;
      if (done % portion !== 0) return;
      onProgress?.({ step, name: kind.name, done, of: Math.max(of, done) });
      signal?.throwIfAborted();
    },
  };
};
