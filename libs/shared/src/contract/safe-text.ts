/**
 * Matches a text that a spreadsheet would calculate or change: one that begins with `=`, `+`, `-` or `@`, of usual or
 * full width, also after blanks, or with a TAB or a line break (https://owasp.org/www-community/attacks/CSV_Injection).
 * Apostrophes before these do not matter. So an apostrophe that {@link toSafeText} adds can be told from the
 * apostrophes of the text itself.
 */
const UNSAFE = /^[\s']*[=+\-@\uff1d\uff0b\uff0d\uff20]|^'*[\t\r\n]/;

/** Returns a text that spreadsheets show and don't calculate: an unsafe one gets an apostrophe before it. */
export const toSafeText = (text: string): string => (UNSAFE.test(text) ? `'${text}` : text);

/** Returns the text from which {@link toSafeText} made this one. */
export const fromSafeText = (safe: string): string => {
  const text = safe.slice(1);
  return safe === `'${text}` && UNSAFE.test(text) ? text : safe;
};
