import { fnv1a } from './fnv1a.js';
import { MAX_STRING_LENGTH, type Path } from './values.js';

/**
 * The most UTF-16 code units of a path, of all its names together, with one code unit between each two names. What
 * comes after these is ignored. The tracker sends no more, so that a path fits into a request body, whatever its
 * characters.
 */
export const MAX_PATH_LENGTH = 2_000;

/** How much of the beginning of a long name stays, in UTF-16 code units. */
const KEPT_LENGTH = 500;

/**
 * Returns the path that is recorded for the names that a client sends. The first name is the view. All others are one
 * tab, with commas between them, as in the older string form "[view,tab,tab]". Empty names are left out, but at least
 * one name must not be empty. No name that the server accepts contains NUL, so NUL separates the names here.
 */
export const legalPath = (names: readonly string[]): Path => {
  const [view = '', ...tabs] =
    names
      .join('\0')
      .slice(0, MAX_PATH_LENGTH)
      .match(/[^\0]+/g) ?? [];
  return tabs.length === 0 ? [legalName(view)] : [legalName(view), legalName(tabs.join(','))];
};

/**
 * Returns a name that isLegalString accepts: with U+FFFD in place of lone surrogates, and if it is longer than
 * {@link MAX_STRING_LENGTH} its beginning, "…" and a hash of all of it. So the same name is always the same view, and
 * two long names with the same beginning are almost always different views. Returns a legal name unchanged.
 */
const legalName = (name: string): string => {
  const text = name.toWellFormed();
  if (text.length <= MAX_STRING_LENGTH) return text;
  // Leaves no half of a surrogate pair at the end.
  const beginning = text.slice(0, KEPT_LENGTH).replace(/[\ud800-\udbff]$/, '');
  return `${beginning}…${fnv1a(text).toString(36)}`;
};
