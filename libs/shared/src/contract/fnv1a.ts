/**
 * Returns the FNV-1a hash of the text's UTF-16 code units, a whole number below 2^32. The hash of a text never changes.
 * The hash gives no security: it is easy to find two texts with the same hash (http://isthe.com/chongo/tech/comp/fnv/).
 */
export const fnv1a = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
};
