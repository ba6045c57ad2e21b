import { LRUCache } from 'lru-cache';

/** Records that were told of once and are not told of again: who asks for one each second must not fill the log. */
const MAX_KNOWN = 1_000;

/** How much of a session id is shown: enough to find its record, and of no use to anybody else. */
const SHOWN_CHARACTERS = 6;

/**
 * What tells whoever runs the server of session data that can't be read, which counts as none.
 * @param what what the records are, as "The login"
 */
export const warnOfUnreadable = (what: string): ((sid: string, cause: unknown) => void) => {
  const known = new LRUCache<string, true>({ max: MAX_KNOWN });
  return (sid, cause) => {
    if (known.get(sid)) return;
    known.set(sid, true);
    process.emitWarning(
      `${what} ${sid.slice(0, SHOWN_CHARACTERS)}… can't be read, and counts as none: ${reasonOf(cause)}`,
      'Dwell',
    );
  };
};

/** A parser's own words repeat a part of the data. */
const reasonOf = (cause: unknown): string =>
  cause instanceof Error && !(cause instanceof SyntaxError) ? cause.message : 'its data is no JSON';
