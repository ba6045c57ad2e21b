/**
 * Returns the FNV-1a hash of the text's UTF-16 code units, a whole number below 2^32. It is stable but not secret: nobody
 * is kept from finding two texts with one hash (http://isthe.com/chongo/tech/comp/fnv/).
 */
export const fnv1a = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
};
