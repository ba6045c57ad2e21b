import { autocannon } from './autocannon.js';
import type { LoadGenerator } from './load-generator.js';
import { hasWrk, wrk } from './wrk.js';

/** wrk where there is one; says what it means where there is not. */
export const chooseLoadGenerator = async (): Promise<LoadGenerator> => {
  if (await hasWrk()) return wrk;
  console.log(
    'wrk is not installed (apt-get install wrk, brew install wrk): autocannon is used, which takes a core for\n' +
      'itself. All figures are lower with it, and the ratio is less exact.\n',
  );
  return autocannon;
};
