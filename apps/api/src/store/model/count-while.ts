/**
 * Returns for how many of the indexes 0 to `length` - 1 a condition holds. The condition must hold for the first of
 * them and for none after these: so a binary search is enough, and `holds` is called a few times only.
 */
export const countWhile = (length: number, holds: (index: number) => boolean): number => {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
};
