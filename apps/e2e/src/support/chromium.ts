import { existsSync } from 'node:fs';
import { CHROMIUM } from '@dwell/browsing';

/** Whether to run the browser tests. On CI they run, and fail, even without a browser. */
export const CAN_TEST = existsSync(CHROMIUM) || process.env['CI'] === 'true';

/** Jest's global setup: says once why the browser tests are skipped. */
const explainSkip = (): void => {
  if (CAN_TEST) return;
  process.stderr.write(
    `\nBrowser tests are skipped: there is no Chromium at ${CHROMIUM}. Install it, or name another in CHROMIUM.\n\n`,
  );
};

export default explainSkip;
