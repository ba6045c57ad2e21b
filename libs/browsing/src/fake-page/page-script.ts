/** What a script finds in place of the browser's own. */
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

/** A script that was parsed once, for as many pages as wanted. */
export type PageScript = (globals: Globals) => void;

export const compileScript = (code: string): PageScript => {
  const run = new Function(...NAMES, code);
  return (globals) => {
    run(...NAMES.map((name) => globals[name]));
  };
};
