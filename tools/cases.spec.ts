import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

const ROOT = join(__dirname, '..');

/**
 * Number of cases of each of the three session systems. Dwell took over the behaviour of all three: S session data,
 * V sessions, G the session manager. A test names the cases that it covers at the beginning of its title: `S14: …`,
 * `V7, V8: …`.
 */
const CASE_COUNTS = { S: 59, V: 40, G: 33 };

const TEST_FILE = /\.(spec|suite)\.tsx?$|conformance\.ts$/;
const NOT_SOURCE = /(^|\/)(node_modules|dist)\//;
const TITLE_WITH_CASES = /['"`]((?:[SVG]\d+(?:, | and |\/)?)+)\b/g;

const testFiles = ['apps', 'libs', 'examples', 'bench', 'tools'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => TEST_FILE.test(file) && !NOT_SOURCE.test(file))
    .map((file) => join(ROOT, folder, file)),
);

const casesIn = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(TITLE_WITH_CASES)].flatMap(
    ([, cases = '']) => cases.match(/[SVG]\d+/g) ?? [],
  );

it('every case of the session systems has a test', () => {
  const tested = new Set(testFiles.flatMap(casesIn));
  const untested = Object.entries(CASE_COUNTS).flatMap(([system, count]) =>
    Array.from({ length: count }, (_, index) => `${system}${String(index + 1)}`).filter(
      (name) => !tested.has(name),
    ),
  );
  expect(untested).toEqual([]);
});
