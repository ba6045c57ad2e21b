/** Limits of the wire contract. Each is checked where a value comes in, and tested on both sides. */

/** Shortest and longest view, tab, username, client_id and page_id, in UTF-16 code units. */
export const MIN_STRING_LENGTH = 1;
export const MAX_STRING_LENGTH = 512;

/** Largest request body, in bytes. */
export const MAX_BODY_BYTES = 16 * 1024;

/** Distinct view/tab pairs that one session keeps apart; time on further ones is kept under {@link OTHER_VIEW}. */
export const MAX_PATHS_PER_SESSION = 2_000;

/** The view under which a session keeps the time of paths beyond {@link MAX_PATHS_PER_SESSION}. */
export const OTHER_VIEW = '(other)';

/** The key of a view's own time where the view was seen both with and without tabs. */
export const NO_TAB_KEY = '(no tab)';

/** Sessions on one page of a list, when `limit` is given. */
export const MAX_PAGE_SIZE = 1_000;

/** Usernames that one question may name. */
export const MAX_USERNAMES_PER_QUERY = 500;

/** Largest `elapsed_ms`, in milliseconds: a day. */
export const MAX_ELAPSED_MS = 24 * 60 * 60 * 1000;

/** Passwords, in UTF-16 code units. */
export const MIN_PASSWORD_LENGTH = 8;
export const MAX_PASSWORD_LENGTH = 256;

/** Slot of the statistics rollups, in seconds. Every time zone's offset is a multiple of it. */
export const SLOT_SECONDS = 15 * 60;

/** Points that one timeline may have. */
export const MAX_BUCKETS = 2_000;

const FORBIDDEN_CHARACTERS = /\0/;

/**
 * Whether `value` may be a view, tab, username or id: a string of {@link MIN_STRING_LENGTH} to
 * {@link MAX_STRING_LENGTH} code units without NUL and without lone surrogates. Anything else in it is legal.
 */
export const isLegalString = (value: unknown): value is string =>
  typeof value === 'string' &&
  value.length >= MIN_STRING_LENGTH &&
  value.length <= MAX_STRING_LENGTH &&
  !FORBIDDEN_CHARACTERS.test(value) &&
  value.isWellFormed();

/** What {@link isLegalString} asks for, in words for an error message. */
export const LEGAL_STRING_RULE = `must be a string of ${MIN_STRING_LENGTH} to ${MAX_STRING_LENGTH} characters, without NUL or lone surrogates`;
