/**
 * The values that cross the wire, and their limits. Each limit is checked where a value comes in, and tested with
 * values at the limit and just beyond it.
 */

/** The fewest UTF-16 code units of a view, tab, username, client_id or page_id. */
export const MIN_STRING_LENGTH = 1;
/** The most UTF-16 code units of a view, tab, username, client_id or page_id. */
export const MAX_STRING_LENGTH = 512;

/** Largest request body, in bytes. Some calls have a larger limit of their own. */
export const MAX_BODY_BYTES = 16 * 1024;

/** The most paths that a session lists separately; it adds the time of further ones under {@link OTHER_VIEW}. */
export const MAX_PATHS_PER_SESSION = 2_000;

/** The view under which a session lists the time of all paths beyond {@link MAX_PATHS_PER_SESSION}. */
export const OTHER_VIEW = '(other)';

/** The key in `tab_duration` for a view's time without a tab, where the same view also has time with tabs. */
export const NO_TAB_KEY = '(no tab)';

/** Largest `limit` of GET /api/v2/sessions: the most sessions on one page. */
export const MAX_PAGE_SIZE = 1_000;

/** The most usernames in `usernames`, and in `not_usernames`, of one request. */
export const MAX_USERNAMES_PER_QUERY = 500;

/** The most groups in `groups`, and in `not_groups`, of one request. */
export const MAX_GROUPS_PER_QUERY = 100;

/** Largest `elapsed_ms`, in milliseconds: a day. */
export const MAX_ELAPSED_MS = 24 * 60 * 60 * 1000;

/** Largest `min_duration` of a list of sessions, in seconds: 366 days. */
export const MAX_MIN_DURATION_SECONDS = 366 * 24 * 60 * 60;

/** The fewest UTF-16 code units of a password. */
export const MIN_PASSWORD_LENGTH = 8;
/** The most UTF-16 code units of a password. */
export const MAX_PASSWORD_LENGTH = 256;

/** Length of the shortest slots of the rollups, in seconds. Today every time zone's UTC offset is a multiple of it. */
export const SLOT_SECONDS = 15 * 60;

/** The most buckets of a timeline, and the most points of the number of people or sessions over time. */
export const MAX_BUCKETS = 2_000;

/** The longest window of statistics that are read by hours or by slots, in seconds: five years. */
export const MAX_FINE_WINDOW_SECONDS = 5 * 366 * 24 * 60 * 60;

/**
 * Every time in a query is before this one, in epoch seconds: the year 5138. Read as milliseconds, it is in 1973, so a
 * greater number is a time that was sent in milliseconds by mistake.
 */
export const EPOCH_SECONDS_END = 100_000_000_000;

const FORBIDDEN_CHARACTERS = /\0/;

/**
 * Whether `value` may be a view, tab, username or id: a string of {@link MIN_STRING_LENGTH} to
 * {@link MAX_STRING_LENGTH} code units, without NUL and without lone surrogates. Every other character is legal.
 */
export const isLegalString = (value: unknown): value is string =>
  typeof value === 'string' &&
  value.length >= MIN_STRING_LENGTH &&
  value.length <= MAX_STRING_LENGTH &&
  !FORBIDDEN_CHARACTERS.test(value) &&
  value.isWellFormed();

/** The rule of {@link isLegalString} in words, for error messages. */
export const LEGAL_STRING_RULE = `must be a string of ${MIN_STRING_LENGTH} to ${MAX_STRING_LENGTH} characters, without NUL or lone surrogates`;

/** What the user looks at: a view, and the tab that is open in it if the view has tabs. */
export type Path = readonly [view: string] | readonly [view: string, tab: string];

export const samePath = (a: Path, b: Path): boolean => a[0] === b[0] && a[1] === b[1];

/** Returns the path as a key for maps. Two paths never share a key, since no view or tab contains NUL. */
export const pathKey = (path: Path): string => (path[1] === undefined ? path[0] : `${path[0]}\0${path[1]}`);

/** Returns the path of a record that has the view and the tab as two fields. */
export const pathOf = ({ view, tab }: { readonly view: string; readonly tab?: string | undefined }): Path =>
  tab === undefined ? [view] : [view, tab];

const DECIMAL = /^-?\d+(\.\d+)?$/;

/**
 * Returns the number that `text` holds in decimal notation, such as `-12.5`; undefined for every other text. `Number`
 * alone would also accept `0x10`, `1e3`, `+1`, blanks and an empty text.
 */
export const parseDecimal = (text: string): number | undefined =>
  DECIMAL.test(text) ? Number(text) : undefined;

/** Converts the code's integer milliseconds to the wire's seconds, with at most three decimals. */
export const toSeconds = (milliseconds: number): number => milliseconds / 1000;

/** Converts seconds to whole milliseconds, rounded. */
export const toMilliseconds = (seconds: number): number => Math.round(seconds * 1000);

/** Converts seconds as {@link toMilliseconds} does. undefined stays undefined: the caller left the value out. */
export const toMillisecondsIfSet = (seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : toMilliseconds(seconds);
