import { recentEntries } from '../platform/recent-entries.js';

/**
 * The most records that are remembered as warned about. A record that is remembered is not warned about again, so a
 * client that asks for it every second does not fill the log.
 */
const MAX_KNOWN = 1_000;

/**
 * How many of a session id's characters a warning shows, from the first on: enough to find the record, and too few to
 * log in with.
 */
const SHOWN_CHARACTERS = 6;

/**
 * Returns a function that warns about session data that can't be read. Such data counts as missing.
 * @param what the kind of record, for example "The login".
 */
export const warnOfUnreadable = (what: string): ((sid: string, cause: unknown) => void) => {
  const known = recentEntries<true>(MAX_KNOWN);
  return (sid, cause) => {
    if (known.get(sid)) return;
    known.set(sid, true);
    process.emitWarning(
      `${what} ${sid.slice(0, SHOWN_CHARACTERS)}… can't be read, and counts as none: ${reasonOf(cause)}`,
      'Dwell',
    );
  };
};

/** Hides a parser's message, because it repeats a part of the data. */
const reasonOf = (cause: unknown): string =>
  cause instanceof Error && !(cause instanceof SyntaxError) ? cause.message : 'its data is no JSON';
