import { closeSync, copyFileSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { warn } from './errors.js';

/**
 * The length of a log's header. Section 4 of SQLite's file format describes the log:
 * https://www.sqlite.org/fileformat2.html
 */
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
/** The size of a page in the files that Dwell creates. */
const USUAL_PAGE_BYTES = 4_096;

type Checksum = readonly [number, number];

/** Continues a checksum over `bytes`, whose length is a multiple of 8. */
const addToChecksum = ([a, b]: Checksum, bytes: Buffer, bigEndian: boolean): Checksum => {
  const word = bigEndian
    ? (at: number): number => bytes.readUInt32BE(at)
    : (at: number): number => bytes.readUInt32LE(at);
  for (let at = 0; at < bytes.length; at += 8) {
    a = (a + word(at) + b) >>> 0;
    b = (b + word(at + 4) + a) >>> 0;
  }
  return [a, b];
};

const checksumAt = (bytes: Buffer, at: number): Checksum => [
  bytes.readUInt32BE(at),
  bytes.readUInt32BE(at + 4),
];

const isEqual = (one: Checksum, other: Checksum): boolean => one[0] === other[0] && one[1] === other[1];

/**
 * Counts the commits that SQLite will not read from a log, because the log is damaged in them or before them. SQLite
 * skips them without a message. If only the last commit of a log was interrupted, which is no damage, returns 0 or 1.
 */
const countUnreadableCommits = (log: number): number => {
  const header = Buffer.alloc(HEADER_BYTES);
  if (readSync(log, header, 0, HEADER_BYTES, 0) < HEADER_BYTES) return 0;
  const bigEndian = (header.readUInt32BE(0) & 1) === 1;
  let checksum = addToChecksum([0, 0], header.subarray(0, 24), bigEndian);
  let readable = isEqual(checksum, checksumAt(header, 24));
  // SQLite reuses a log from its beginning. Frames that are left from earlier have another salt.
  let salt = readable ? header.subarray(16, 24) : undefined;
  let unreadable = 0;
  for (const frame of framesOf(log, readable ? header.readUInt32BE(8) : USUAL_PAGE_BYTES)) {
    salt ??= Buffer.from(frame.subarray(8, 16));
    const isOfThisLog = frame.subarray(8, 16).equals(salt);
    if (readable) {
      checksum = addToChecksum(checksum, frame.subarray(0, 8), bigEndian);
      checksum = addToChecksum(checksum, frame.subarray(FRAME_HEADER_BYTES), bigEndian);
      readable = isOfThisLog && isEqual(checksum, checksumAt(frame, 16));
    }
    // Only the last frame of a commit has this number: the new size of the file.
    if (!readable && isOfThisLog && frame.readUInt32BE(4) > 0) unreadable++;
  }
  return unreadable;
};

/** Yields the complete frames of a log, one after the other. All use the same buffer. */
function* framesOf(log: number, pageBytes: number): Generator<Buffer> {
  const frame = Buffer.alloc(FRAME_HEADER_BYTES + pageBytes);
  for (
    let at = HEADER_BYTES;
    readSync(log, frame, 0, frame.length, at) === frame.length;
    at += frame.length
  ) {
    yield frame;
  }
}

/**
 * Keeps a copy of the file's log, and warns on standard error, if at least two commits in the log can't be read. Must
 * be called before SQLite opens the file, because SQLite then removes the log.
 */
export const keepDamagedLog = (file: string): void => {
  const log = `${file}-wal`;
  if (!existsSync(log)) return;
  const descriptor = openSync(log, 'r');
  try {
    const unreadable = countUnreadableCommits(descriptor);
    if (unreadable < 2) return;
    const copy = `${log}-damaged-${Math.round(fstatSync(descriptor).mtimeMs)}`;
    copyFileSync(log, copy);
    warn(
      `${log} is damaged: its last ${unreadable} commits can't be read, and what they stored may be missing. ` +
        `A copy is kept in ${copy}.`,
    );
  } finally {
    closeSync(descriptor);
  }
};
