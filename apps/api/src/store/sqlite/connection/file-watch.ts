import { type Stats, statSync } from 'node:fs';
import { StoreUnavailableError } from '../../ports/errors.js';

/** What other programs can do to the files of a running server. */
export type FileChange = 'gone' | 'overwritten' | 'log lost';

/** Thrown when another program has deleted, moved, replaced or overwritten the database's files. */
export class FileChangedError extends StoreUnavailableError {
  constructor(
    readonly change: FileChange,
    message: string,
  ) {
    super(message);
  }
}

const DESCRIPTIONS: Record<FileChange, string> = {
  gone: 'was deleted, moved away or replaced while the server runs',
  overwritten:
    'was overwritten by another program while the server runs; stop the server, and restore a backup',
  'log lost': 'lost its log (-wal) while the server runs',
};

/**
 * Notices that other programs delete, move, replace or overwrite the database's file or its log. SQLite notices none of
 * these: it goes on with the open files, whose data may be gone when the process ends.
 */
export class FileWatch {
  private readonly opened: Stats;
  private readonly openedLog: Stats | undefined;
  private size: number;
  private overwritten = false;

  /**
   * Must be called after SQLite has opened the file and its log.
   * @param file the path of the file without symbolic links.
   * @param name the path by which the server will open the file the next time. It may be a symbolic link.
   */
  constructor(
    private readonly file: string,
    private readonly name: string,
  ) {
    this.opened = statSync(file);
    this.size = this.opened.size;
    this.openedLog = find(`${file}-wal`);
  }

  /**
   * Returns the size of the write-ahead log in bytes; 0 if there is none.
   * @throws FileChangedError if the path leads to another file or to none, if the file was overwritten, or if its log
   * is gone or replaced
   */
  check(): number {
    const file = find(this.file);
    const named = this.name === this.file ? file : find(this.name);
    if (!isSame(file, this.opened) || !isSame(named, this.opened)) {
      throw this.changed('gone');
    }
    // Dwell makes the file smaller only when it closes the file. A program that copies another file over this one cuts
    // this one first.
    this.overwritten ||= file.size < this.size;
    if (this.overwritten) throw this.changed('overwritten');
    this.size = file.size;
    const log = find(`${this.file}-wal`);
    if (this.openedLog && !isSame(log, this.openedLog)) throw this.changed('log lost');
    return log?.size ?? 0;
  }

  private changed(change: FileChange): FileChangedError {
    return new FileChangedError(change, `${this.file} ${DESCRIPTIONS[change]}`);
  }
}

/** Returns undefined when there is no file at the path, or the path can't be followed. */
const find = (path: string): Stats | undefined => {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
};

const isSame = (found: Stats | undefined, opened: Stats): found is Stats =>
  found?.ino === opened.ino && found.dev === opened.dev;
