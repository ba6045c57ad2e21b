import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

interface LockEntry {
  readonly engines?: unknown;
  readonly resolved?: string;
}

const { packages } = JSON.parse(readFileSync(join(__dirname, '../package-lock.json'), 'utf8')) as {
  packages: Record<string, LockEntry>;
};

const named = (isWrong: (entry: LockEntry) => boolean): string[] =>
  Object.entries(packages)
    .filter(([path, entry]) => path.includes('node_modules/') && isWrong(entry))
    .map(([name]) => name);

describe('package-lock.json (when a test fails, run npm run lock)', () => {
  it('has no engines of packages, which npm would compare with the wrong Node', () => {
    expect(named(({ engines }) => engines !== undefined)).toEqual([]);
  });

  it('names no registry, so that each developer can use another one', () => {
    expect(named(({ resolved = '' }) => resolved.includes('://'))).toEqual([]);
  });
});
