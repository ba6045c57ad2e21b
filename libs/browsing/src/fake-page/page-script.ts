import { readFileSync } from 'node:fs';

/** The globals that a script gets instead of the browser's. */
export type Globals = Readonly<Record<(typeof NAMES)[number], unknown>>;

const NAMES = [
  'globalThis',
  'window',
  'document',
  'location',
  'navigator',
  'performance',
  'Date',
  'AbortSignal',
  'fetch',
  'setTimeout',
  'clearTimeout',
  'addEventListener',
] as const;

/** A script that is parsed once and can run in many pages. */
export type PageScript = (globals: Globals) => void;

export const compileScript = (code: string): PageScript => {
  const run = new Function(...NAMES, code);
  return (globals) => {
    run(...NAMES.map((name) => globals[name]));
  };
};

/** Returns the built tracker, the script that web pages load. */
export const trackerScript = (): PageScript =>
  compileScript(readFileSync(new URL('../../../tracker/dist/tracker.js', import.meta.url), 'utf8'));
