import { readFileSync } from 'node:fs';

/** Built: page-clock.ts with the library that it needs, as one script for {@link OpenOptions.before}. */
export const pageClockScript = (): string =>
  readFileSync(new URL('../../dist/page-clock.js', import.meta.url), 'utf8');
