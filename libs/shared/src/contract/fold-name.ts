/**
 * Returns the form of a name that searches compare, so that "zoë", "ZOE" and "ｚｏｅ" are equal: compatibility
 * characters become plain ones (NFKD), marks such as accents are removed, and letters lose their case.
 */
export const foldName = (name: string): string =>
  // The two steps fold the letters that have several forms of one case, for example ẞ and ß, or σ and ς.
  name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().toUpperCase().normalize('NFKD');
