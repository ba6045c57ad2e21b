import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(__dirname, '..');

/**
 * The levels of the requirements of ASVS 5.0.0: for each section, the level of its first requirement, of its second
 * one, and so on.
 */
const LEVELS = `
  1.1:22 1.2:1111122223 1.3:112222222223 1.4:222 1.5:123 2.1:122 2.2:112 2.3:12223 2.4:23 3.1:3 3.2:113 3.3:12223
  3.4:11222233 3.5:11122333 3.6:3 3.7:22333 4.1:12233 4.2:23333 4.3:22 4.4:1222 5.1:2 5.2:112333 5.3:113 5.4:222
  6.1:122 6.2:111111112222 6.3:11223333 6.4:112233 6.5:22222333 6.6:2223 6.7:33 6.8:2222 7.1:222 7.2:1111 7.3:22
  7.4:11222 7.5:223 7.6:22 8.1:1233 8.2:1123 8.3:133 8.4:23 9.1:111 9.2:1222 10.1:22 10.2:223 10.3:22223
  10.4:1111122222233333 10.5:22222 10.6:22 10.7:222 11.1:2233 11.2:22233 11.3:11233 11.4:1222 11.5:23 11.6:23 11.7:33
  12.1:12233 12.2:11 12.3:22223 13.1:2333 13.2:222223 13.3:2233 13.4:1222233 14.1:22 14.2:12223333 14.3:122 15.1:12233
  15.2:12233 15.3:1222222 15.4:3333 16.1:2 16.2:22222 16.3:2222 16.4:222 16.5:2223 17.1:23 17.2:22223333 17.3:22`;

/** The requirements of the levels 1 and 2 with their levels, such as `[6.2.1, 1]`. */
const required = [...LEVELS.matchAll(/([\d.]+):(\d+)/g)].flatMap(([, section = '', levels = '']) =>
  Array.from(levels, (level, index) => [`${section}.${index + 1}`, level] as const).filter(
    ([, level]) => level !== '3',
  ),
);

const document = readFileSync(join(ROOT, 'docs/asvs.md'), 'utf8');

/** Returns the numbers of all requirements in a cell such as `1.2.6, 10.4.1–10.4.3`. */
const numbersIn = (cell: string): string[] =>
  cell.split(', ').flatMap((part) => {
    const [first = '', last = first] = part.split('–');
    const [from, to] = [first, last].map((number) => Number(number.split('.')[2]));
    const section = first.split('.', 2).join('.');
    return Array.from(
      { length: (to ?? 0) - (from ?? 0) + 1 },
      (_, index) => `${section}.${(from ?? 0) + index}`,
    );
  });

const rows = document
  .split('\n')
  .filter((line) => /^\| *\d+\.\d+\.\d/.test(line))
  .map((line) => {
    const [, numbers = '', level = '', , verdict = '', shown = ''] = line
      .split('|')
      .map((cell) => cell.trim());
    return { numbers: numbersIn(numbers), level, verdict: verdict.replaceAll('*', ''), shown };
  });

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
}).split('\n');

const SPEC = /`([^`]+\.(?:spec|suite|conformance)\.ts)`/g;

describe('docs/asvs.md', () => {
  it('has each requirement of the levels 1 and 2 once, with its level', () => {
    const listed = rows.flatMap(({ numbers }) => numbers);
    expect(listed).toHaveLength(new Set(listed).size);
    expect(listed.sort()).toEqual(required.map(([number]) => number).sort());
    const levelOf = new Map<string, string>(required);
    for (const { numbers, level } of rows) {
      const levels = [...new Set(numbers.map((number) => levelOf.get(number)))].sort();
      expect([numbers, level]).toEqual([numbers, levels.join(', ')]);
    }
  });

  it('says the right number of each verdict', () => {
    const counts = [...document.matchAll(/^\| *(holds|does not hold|does not apply) *\| *(\d+) *\|$/gm)];
    expect(counts).toHaveLength(3);
    for (const [, verdict, count] of counts) {
      const found = rows.filter((row) => row.verdict === verdict).flatMap(({ numbers }) => numbers);
      expect([verdict, found.length]).toEqual([verdict, Number(count)]);
    }
    expect(document).toContain(`all ${required.length} requirements`);
  });

  it('names files of tests that exist', () => {
    const named = rows.flatMap(({ shown }) => [...shown.matchAll(SPEC)].map(([, file = '']) => file));
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((file) => !files.some((path) => `/${path}`.endsWith(`/${file}`)))).toEqual([]);
  });
});
