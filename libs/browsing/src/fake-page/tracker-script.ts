import { readFileSync } from 'node:fs';
import { compileScript, type PageScript } from './page-script.js';

/** Built: the tracker as pages load it. */
export const trackerScript = (): PageScript =>
  compileScript(readFileSync(new URL('../../../tracker/dist/tracker.js', import.meta.url), 'utf8'));
