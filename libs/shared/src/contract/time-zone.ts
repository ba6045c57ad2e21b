/** Begins with a letter, unlike an offset such as +05:30. */
const NAME = /^[a-z][\w+/-]*$/i;

/**
 * Names that some systems accept although the IANA list lacks them: `Etc/Unknown`, which is no zone; `SystemV/…`, whose
 * rules have no history; and abbreviations that stand for several zones.
 */
const NOT_IANA =
  /^(?:etc\/unknown|systemv\/.*|(?!cet|eet|est|gmt|hst|met|mst|prc|roc|rok|uct|utc|wet)[a-z]{3})$/i;

/**
 * Whether `value` names a time zone of the IANA list that this system knows, in upper or lower case. Old names count
 * too. An offset does not, because it has no history.
 */
export const isTimeZone = (value: unknown): value is string => {
  if (typeof value !== 'string' || !NAME.test(value) || NOT_IANA.test(value)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    return false;
  }
};

/** The rule of {@link isTimeZone} in words, for error messages. */
export const TIME_ZONE_RULE = 'must be an IANA time zone such as Europe/Paris';
