/**
 * Returns for how many of the indexes 0 to `length` - 1 a condition holds. After the first index for which it does not
 * hold, it must hold for none: so a binary search is enough, and `holds` is called a few times only.
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
