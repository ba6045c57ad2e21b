import { existsSync } from 'node:fs';
import { CHROMIUM } from '@dwell/browsing';

/** Without a browser there is nothing to test with; on CI that is a failure, not an excuse. */
export const CAN_TEST = existsSync(CHROMIUM) || process.env['CI'] === 'true';

/** Jest's global set-up: says once why these tests are skipped. */
export default function explainSkip(): void {
  if (CAN_TEST) return;
  process.stderr.write(
    `\nBrowser tests are skipped: there is no Chromium at ${CHROMIUM}. Install it, or name another in CHROMIUM.\n\n`,
  );
}
