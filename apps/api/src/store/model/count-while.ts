/**
 * Returns for how many indexes a condition holds, of those below `length`. It must hold for all indexes below this
 * number, and for none from there on. Tests it a few times only, by bisection.
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
