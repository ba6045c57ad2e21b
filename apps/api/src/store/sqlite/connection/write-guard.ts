import type { Database } from 'better-sqlite3';
import { closeSync, fstatSync, openSync, rmSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { carryError } from '../../../platform/calls.js';
import { StoreUnavailableError } from '../../ports/errors.js';
import { isUnavailableCode, warn } from './errors.js';
import { FileChangedError, type FileWatch } from './file-watch.js';
import type { Methods } from './worker-rpc.js';

/** A log up to this size, in bytes, is not written back early, even if little space is left on the disk. */
const SMALL_LOG_BYTES = 1024 * 1024;

/** The share of a file that must be unused for it to be written anew. */
const UNUSED_SHARE = 1 / 10;

/** How many names for the copy of a deleted database are tried, until one is free. */
const MAX_COPIES = 100;

/**
 * Runs the calls of the connection that writes. If another program has changed the database's files, or if the disk is
 * full, no call is answered as if its data were stored.
 */
export class WriteGuard {
  /** The database's file, kept open. So the number of its names can be read even after all its names were removed. */
  private readonly descriptor: number;
  /** Whether a call has failed because of the database's state, and no {@link ping} has succeeded since. */
  private failed = false;
  /** A text that says what was done to save the data, after a check found the files changed. */
  private rescue: string | undefined;
  private shrinks = false;

  /** @param file the path of the database file without symbolic links. */
  constructor(
    private readonly database: Database,
    private readonly watch: FileWatch,
    private readonly file: string,
  ) {
    this.descriptor = openSync(file, 'r');
  }

  /** Returns methods that call `methods`, and check the files before and after each call. */
  guarded<M extends Methods>(methods: M): M {
    const guarded = Object.entries(methods).map(([name, method]) => [
      name,
      (...args: never[]) => this.run(() => method(...args)),
    ]);
    return Object.fromEntries(guarded) as M;
  }

  /**
   * If a call has failed because of the database's state since the last successful ping, tests whether the database can
   * store again.
   * @throws Error if it can't.
   */
  ping(): void {
    if (!this.failed) return;
    // Stores the value that is stored already: this is the smallest possible write.
    const version = this.database.pragma('user_version', { simple: true }) as number;
    this.database.pragma(`user_version = ${version}`);
    this.failed = false;
  }

  /**
   * Makes the file smaller when the database is closed, if much of it is not used. Not earlier: to {@link FileWatch}, a
   * file that shrinks was overwritten by another program.
   */
  shrinkAtClose(): void {
    this.shrinks = true;
  }

  /**
   * Closes the database. If another program has changed the files, first tries to save the data; see {@link save}.
   * Otherwise first makes the file smaller if {@link shrinkAtClose} was called.
   */
  close(): void {
    try {
      this.checkFiles();
      if (this.shrinks) this.shrink();
    } catch (error) {
      warn(carryError(error).message);
    }
    this.database.close();
    // Closed after SQLite's connection, because closing a file ends all locks that the process has on it.
    closeSync(this.descriptor);
  }

  /**
   * Writes the file anew if much of it is not used. Meanwhile SQLite needs room for two more files of the new size: one
   * in its folder for temporary files, and the log beside the file.
   */
  private shrink(): void {
    const [unused, all] = ['freelist_count', 'page_count'].map(
      (name) => this.database.pragma(name, { simple: true }) as number,
    ) as [number, number];
    if (unused >= all * UNUSED_SHARE) this.database.exec('vacuum');
  }

  private run<T>(call: () => T): T {
    // The files are checked before the call, so that nothing is stored that is then answered as failed. They are
    // checked again after the call, so that nothing is answered as stored that went into a file without a name.
    this.checkFiles();
    try {
      const result = call();
      this.boundLog(this.checkFiles());
      return result;
    } catch (error) {
      const { code } = carryError(error);
      if (isUnavailableCode(code)) this.failed = true;
      if (code === 'SQLITE_FULL') this.emptyLog();
      throw error;
    }
  }

  /**
   * Checks whether another program has changed the files. If so, tries to save their data. Returns the size of the log
   * in bytes.
   * @throws StoreUnavailableError if the files were changed
   */
  private checkFiles(): number {
    try {
      const logBytes = this.watch.check();
      this.rescue = undefined;
      return logBytes;
    } catch (error) {
      if (!(error instanceof FileChangedError)) throw error;
      this.rescue ??= this.save(error);
      const rescue = this.rescue ?? 'its data is not saved yet, because somebody reads the file';
      throw new StoreUnavailableError(`${error.message}; ${rescue}`, { cause: error });
    }
  }

  /**
   * Writes the log back when it is longer than {@link SMALL_LOG_BYTES} and than the space that is left on the disk.
   * Writing back can make the file longer by the length of the log, so this keeps enough space for it.
   */
  private boundLog(logBytes: number): void {
    if (logBytes > SMALL_LOG_BYTES && logBytes > freeBytes(this.file)) this.emptyLog();
  }

  /** Writes the log back to the file and cuts it, as far as readers and the disk allow. */
  private emptyLog(): void {
    try {
      this.writeLogBack();
    } catch (error) {
      if (!isUnavailableCode(carryError(error).code)) throw error;
    }
  }

  /** Returns whether the whole log was written back. While somebody reads the file, part of it stays in the log. */
  private writeLogBack(): boolean {
    const [result] = this.database.pragma('wal_checkpoint(TRUNCATE)') as [{ readonly busy: number }];
    return result.busy === 0;
  }

  /**
   * Tries to save the data after another program has changed the files. Data of an overwritten file can't be saved.
   * Returns a text that says what was done, or undefined if the next call has to try again.
   */
  private save({ change }: FileChangedError): string | undefined {
    if (change === 'overwritten') return 'what the server had stored since its last backup may be lost';
    try {
      const isDeleted = fstatSync(this.descriptor).nlink === 0;
      const copy = isDeleted ? this.copy() : undefined;
      // Empties the log. The log stays at its path: if another file is put in the place of this one, SQLite would
      // otherwise write the log's content into that file and so damage it.
      const isWhole = this.writeLogBack();
      if (copy !== undefined) {
        return `all its data is saved in ${copy}: stop the server, give that file the name of the deleted one, and start the server`;
      }
      if (!isWhole) return undefined;
      return change === 'gone'
        ? 'all its data is in the moved file: put it back, or restart the server to use the file that is there now'
        : 'all its data is in the file: restart the server';
    } catch (error) {
      return `its data could not be saved: ${carryError(error).message}`;
    }
  }

  /** Copies the whole database to a new file beside it. Returns the path of the copy. */
  private copy(): string {
    const path = createBeside(`${this.file}-rescued`);
    try {
      this.database.prepare('vacuum into ?').run(path);
      return path;
    } catch (error) {
      rmSync(path, { force: true });
      throw error;
    }
  }
}

/** Creates an empty file that only its owner can read, with the first name that is free. Returns its path. */
const createBeside = (name: string): string => {
  for (let number = 1; ; number++) {
    const path = number === 1 ? name : `${name}-${number}`;
    try {
      closeSync(openSync(path, 'wx', 0o600));
      return path;
    } catch (error) {
      if (carryError(error).code !== 'EEXIST' || number >= MAX_COPIES) throw error;
    }
  }
};

const freeBytes = (file: string): number => {
  const { bavail, bsize } = statfsSync(dirname(file));
  return bavail * bsize;
};
