import { createHash } from 'node:crypto';
import { compareCodePoints } from '../store/model/code-point-order.js';
import type { Database } from '../store/ports/database.js';
import { type Change, type Kind, KINDS } from './kinds.js';
import { CommandError } from './run-command.js';

/** A record that the source, the target or both have: `ours` is the source's, `theirs` the target's. */
type Pair<T> = Change<T> | { readonly ours?: undefined; readonly theirs: T };

/** How many records are written at a time by default. */
const PORTION = 500;

/** The counts of a copy for one kind of record. */
export interface CopyCount {
  readonly name: string;
  /** How many records were read from the source. */
  readonly read: number;
  readonly written: number;
  readonly alreadyThere: number;
  /** How many records only the target has. The copy leaves them unchanged. */
  readonly onlyInTarget: number;
  /** How many records of the source could not be read. */
  readonly skipped: number;
}

/** How much of its current step a running copy has done. */
export interface CopyProgress {
  readonly step: 'comparing' | 'copying' | 'summing up' | 'checking';
  readonly name: string;
  readonly done: number;
  /** About how many records the step has to do; 0 if that is unknown. */
  readonly of: number;
}

export interface CopyOptions {
  /** Ends the copy before the next portion. What is written stays, and the next copy continues from there. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CopyProgress) => void;
  /** How many records are written at a time. */
  readonly portion?: number;
}

/**
 * Makes the target hold every record of the source, except sessions that can't be read. Reads both side by side and
 * writes only the records that differ. So a copy that is made again continues where the last one was interrupted, and
 * writes no record if the last one was complete. At the end, computes the target's sums for charts, reads the target
 * again and checks that its records are the expected ones.
 * @throws CommandError if the source is empty, if sessions or slots of the target are not from an earlier copy of the
 * source, or if the check fails.
 */
export const copyDatabase = (
  source: Database,
  target: Database,
  options: CopyOptions = {},
): Promise<readonly CopyCount[]> => new DatabaseCopy(source, target, options).run();

/** The counts of the copy of one kind of record, and the digest that the target's records should have now. */
interface Copied<T> {
  readonly kind: Kind<T>;
  readonly count: CopyCount;
  readonly digest: string;
}

class DatabaseCopy {
  private readonly portion: number;

  constructor(
    private readonly source: Database,
    private readonly target: Database,
    private readonly options: CopyOptions,
  ) {
    this.portion = options.portion ?? PORTION;
  }

  async run(): Promise<readonly CopyCount[]> {
    // A source is empty if its name is misspelt: a server opens an empty database under any name.
    if (await isEmpty(KINDS, this.source)) throw new CommandError('the source is empty');
    const charted = KINDS.filter(({ isNewer }) => isNewer);
    if (!(await isEmpty(charted, this.target))) {
      for (const kind of charted) await this.refuseOthers(kind);
    }
    const copies: Copied<unknown>[] = [];
    for (const kind of KINDS) copies.push(await this.copy(kind));
    this.options.signal?.throwIfAborted();
    this.options.onProgress?.({ step: 'summing up', name: 'for charts', done: 0, of: 0 });
    await this.target.archive.rebuild((done, of) => {
      this.options.onProgress?.({ step: 'summing up', name: 'for charts', done, of });
    });
    for (const copied of copies) await this.check(copied);
    return copies.map(({ count }) => count);
  }

  /** @throws CommandError if the target has records that the source lacks, or records that are no earlier copies. */
  private async refuseOthers<T>(kind: Kind<T>): Promise<void> {
    for await (const { ours, theirs } of this.pairs(kind, 'comparing')) {
      if (ours === undefined) {
        throw new CommandError(
          `the target has ${kind.name} that the source does not have; copy into an empty database`,
        );
      }
      if (theirs !== undefined && kind.isNewer?.(theirs, ours)) {
        throw new CommandError(
          `the target's ${kind.name} have changed since they were copied; copy into an empty database`,
        );
      }
    }
  }

  private async copy<T>(kind: Kind<T>): Promise<Copied<T>> {
    const count = { name: kind.name, read: 0, written: 0, alreadyThere: 0, onlyInTarget: 0, skipped: 0 };
    const digest = createHash('sha256');
    let changes: Change<T>[] = [];
    const write = async (): Promise<void> => {
      if (changes.length > 0) await kind.write(this.target, changes);
      count.written += changes.length;
      changes = [];
    };
    for await (const { ours, theirs } of this.pairs(kind, 'copying', () => count.skipped++)) {
      if (ours === undefined) {
        count.onlyInTarget++;
        if (!kind.isNewer) digest.update(textOf(kind, theirs));
        continue;
      }
      const text = textOf(kind, ours);
      digest.update(text);
      count.read++;
      if (theirs !== undefined && textOf(kind, theirs) === text) count.alreadyThere++;
      else changes.push({ ours, theirs });
      if (changes.length >= this.portion) await write();
    }
    await write();
    return { kind, count, digest: digest.digest('hex') };
  }

  /**
   * Compares the digest of the target's records, in order, with the expected one. Counts and sums would not show a
   * changed path, role or secret.
   * @throws CommandError if they differ.
   */
  private async check<T>({ kind, digest }: Copied<T>): Promise<void> {
    const found = createHash('sha256');
    for await (const record of this.records(kind, this.target, 'checking'))
      found.update(textOf(kind, record));
    if (found.digest('hex') === digest) return;
    throw new CommandError(
      `after the copy, the target's ${kind.name} differ from the source's; stop all servers of both databases and copy again`,
    );
  }

  /**
   * Reads both databases side by side, in the order of keys. The copy writes only records whose keys have been
   * passed, so it does not read its own writes.
   */
  private async *pairs<T>(
    kind: Kind<T>,
    step: CopyProgress['step'],
    onUnreadable?: (id: string) => void,
  ): AsyncGenerator<Pair<T>, void> {
    const others = this.records(kind, this.target);
    try {
      let other = await others.next();
      for await (const ours of this.records(kind, this.source, step, onUnreadable)) {
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

  /**
   * Yields one kind's records of a database. With a step, reports progress after each portion, and throws there if the
   * signal is aborted.
   */
  private async *records<T>(
    kind: Kind<T>,
    database: Database,
    step?: CopyProgress['step'],
    onUnreadable?: (id: string) => void,
  ): AsyncGenerator<T, void> {
    const { signal, onProgress } = this.options;
    const of = step ? await kind.count(database) : 0;
    let done = 0;
    let last: string | undefined;
    for await (const records of kind.read(database, onUnreadable)) {
      for (const record of records) {
        const key = kind.keyOf(record);
        // If the keys were not in order, the comparison would take records for missing.
        if (last !== undefined && compareCodePoints(last, key) >= 0) {
          throw new Error(`The ${kind.name} of ${database.name} are not in order`);
        }
        last = key;
        yield record;
        if (!step || ++done % this.portion !== 0) continue;
        onProgress?.({ step, name: kind.name, done, of: Math.max(of, done) });
        signal?.throwIfAborted();
      }
    }
  }
}

const isEmpty = async (kinds: readonly Kind<unknown>[], database: Database): Promise<boolean> => {
  const counts = await Promise.all(kinds.map((kind) => kind.count(database)));
  return counts.every((count) => count === 0);
};

const textOf = <T>(kind: Kind<T>, record: T): string => JSON.stringify(kind.fieldsOf(record));
