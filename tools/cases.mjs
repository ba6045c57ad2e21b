/**
 * Lists the cases of the three session systems that no test names at the beginning of its title: S1 to S59 (session
 * data), V1 to V40 (Sessions), G1 to G33 (the session manager). `npm run cases`; exit code 0 means that there is none.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LAST_CASES = { S: 59, V: 40, G: 33 };

/** Where tests tell their titles. */
const TEST_FILE = /\.(spec|suite)\.tsx?$|conformance\.ts$/;
const NO_SOURCES = /(^|\/)(node_modules|dist)\//;

/** One or more cases at the beginning of a text: `S14: …`, `V7, V8: …`. */
const CASES = /['"`]((?:[SVG]\d+(?:, | and |\/)?)+)\b/g;

const named = new Set();
for (const folder of ['apps', 'libs', 'examples', 'bench', 'tools']) {
  for (const file of readdirSync(join(ROOT, folder), { recursive: true })) {
    if (!TEST_FILE.test(file) || NO_SOURCES.test(file)) continue;
    for (const [, cases] of readFileSync(join(ROOT, folder, file), 'utf8').matchAll(CASES)) {
      for (const [name] of cases.matchAll(/[SVG]\d+/g)) named.add(name);
    }
  }
}

const missing = Object.entries(LAST_CASES).flatMap(([part, last]) =>
  Array.from({ length: last }, (_, index) => `${part}${index + 1}`).filter((name) => !named.has(name)),
);
console.log(missing.length === 0 ? 'Each case has a test.' : `Without a test: ${missing.join(' ')}`);
process.exitCode = missing.length === 0 ? 0 : 1;
