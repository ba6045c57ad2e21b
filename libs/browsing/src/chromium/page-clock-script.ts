import { readFileSync } from 'node:fs';

/** page-clock.ts with the library that it needs, as one script for {@link OpenOptions.before}. `start` in epoch milliseconds. */
export const pageClockScript = (start: number): string => `window.pageClockStart = ${start};\n${script()}`;

let built: string | undefined;
const script = (): string =>
  (built ??= readFileSync(new URL('../../dist/page-clock.js', import.meta.url), 'utf8'));
