import type { Database } from 'better-sqlite3';
import { closeSync, fstatSync, openSync, rmSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { StoreUnavailableError } from '../../ports/errors.js';
import { carryError, isUnavailableCode, warn } from './errors.js';
import { FileChangedError, type FileWatch } from './file-watch.js';
import type { Methods } from './worker-rpc.js';

/** A log up to this size is never written back for lack of space, in bytes. */
const SMALL_LOG_BYTES = 1024 * 1024;

/** How many names are tried for the copy of a deleted database. */
const MAX_COPIES = 100;

/**
 * Runs the calls of the connection that writes. No call is answered as stored when the file is not in its place or the
 * disk is full.
 */
export class WriteGuard {
  /** The open file. Through it, the number of the file's names can be read even when none is left. */
  private readonly descriptor: number;
  /** Whether a call has failed because of the database's state, and no write has succeeded since. */
  private failed = false;
  /** What was done with the data after the files were found changed. */
  private rescue: string | undefined;

  /** @param file the path of the database file without symbolic links. */
  constructor(
    private readonly database: Database,
    private readonly watch: FileWatch,
    private readonly file: string,
  ) {
    this.descriptor = openSync(file, 'r');
  }

  /** Returns the same methods, each of which runs guarded. */
  guarded<M extends Methods>(methods: M): M {
    const guarded = Object.entries(methods).map(([name, method]) => [
      name,
      (...args: never[]) => this.run(() => method(...args)),
    ]);
    return Object.fromEntries(guarded) as M;
  }

  /** @throws Error when the last write failed, and the database still takes none. */
  ping(): void {
    if (!this.failed) return;
    // Stores the value that is stored already: the smallest possible write.
    const version = this.database.pragma('user_version', { simple: true }) as number;
    this.database.pragma(`user_version = ${version}`);
    this.failed = false;
  }

  /** Closes the database. Saves its data first if the file is gone. */
  close(): void {
    try {
      this.checkFiles();
    } catch (error) {
      warn(carryError(error).message);
    }
    this.database.close();
    // Closed after SQLite's connection, because closing a file ends all locks that the process has on it.
    closeSync(this.descriptor);
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

  /** Returns the size of the log in bytes. */
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
   * Writes the log back when it is longer than the space that is left on the disk. So there is always room to write it
   * back, which can make the file longer by as much as the log.
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
   * Saves the data of files that were changed. Returns what was done, for the log; undefined if the next call has to try
   * again.
   */
  private save({ change }: FileChangedError): string | undefined {
    if (change === 'overwritten') return 'what the server had stored since its last backup may be lost';
    try {
      const isDeleted = fstatSync(this.descriptor).nlink === 0;
      const copy = isDeleted ? this.copy() : undefined;
      // Without this, the log would stay beside whatever file is put in the place of this one, and would damage that
      // file.
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
