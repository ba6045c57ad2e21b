import { autocannon } from './autocannon.js';
import type { LoadGenerator } from './load-generator.js';
import { hasWrk, wrk } from './wrk.js';

/** Chooses wrk when it is installed; otherwise autocannon, with a note on what that means for the figures. */
export const chooseLoadGenerator = async (): Promise<LoadGenerator> => {
  if (await hasWrk()) return wrk;
  console.log(
    'wrk is not installed (apt-get install wrk, brew install wrk): autocannon is used, which takes a core for\n' +
      'itself. All figures are lower with it, and the ratio is less exact.\n',
  );
  return autocannon;
};
