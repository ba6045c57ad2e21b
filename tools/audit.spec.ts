import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { licenceProblems, readAdvisories, scriptProblems } from './supply-chain/checks.mjs';

const readJson = (file: string): unknown => JSON.parse(readFileSync(join(__dirname, '..', file), 'utf8'));
const { packages } = readJson('package-lock.json') as { packages: Record<string, object> };
const { allowScripts } = readJson('package.json') as { allowScripts: Record<string, boolean> };

describe('npm run audit', () => {
  it('finds no problem in the licences and install scripts of this repository', () => {
    expect(licenceProblems(packages)).toEqual([]);
    expect(scriptProblems(packages, allowScripts)).toEqual([]);
  });

  it.each([
    ['GPL-3.0-only', true],
    ['MIT AND GPL-2.0-only', true],
    ['SEE LICENSE IN LICENSE.md', true],
    [undefined, true],
    ['MPL-2.0', true],
    ['MIT OR GPL-2.0-only', false],
    ['(MIT AND Zlib)', false],
  ])(
    'reports the licence %s of a package that is not only for building and testing: %s',
    (license, found) => {
      const problems = licenceProblems({ 'node_modules/a/node_modules/@b/c': { version: '1.2.3', license } });
      expect(problems).toEqual(found ? [`@b/c 1.2.3: ${license ?? 'no licence'}`] : []);
    },
  );

  it('allows more licences for packages that only build and test', () => {
    expect(licenceProblems({ 'node_modules/a': { version: '1', license: 'MPL-2.0', dev: true } })).toEqual(
      [],
    );
    expect(
      licenceProblems({ 'node_modules/a': { version: '1', license: 'GPL-3.0-only', dev: true } }),
    ).toEqual(['a 1: GPL-3.0-only']);
  });

  it('finds an install script that nobody has decided about, and a decision that no package needs', () => {
    const found = { 'node_modules/a': { hasInstallScript: true }, 'node_modules/b': {} };
    expect(scriptProblems(found, {})).toEqual([expect.stringMatching(/^a has an install script/)]);
    expect(scriptProblems(found, { a: false })).toEqual([]);
    expect(scriptProblems(found, { a: true, b: true })).toEqual([expect.stringMatching(/^b has no install/)]);
  });

  it('lists known vulnerabilities', () => {
    const output = {
      vulnerabilities: {
        a: { name: 'a', severity: 'high', range: '<2', via: [{ title: 'Reads any file' }] },
        b: { name: 'b', severity: 'high', range: '*', via: ['a'] },
      },
      metadata: { vulnerabilities: { total: 2 } },
    };
    expect(readAdvisories(JSON.stringify(output))).toEqual([
      'a <2 (high): Reads any file',
      'b * (high): by a',
    ]);
  });

  it('tells a registry that did not answer from one that knows no vulnerability', () => {
    expect(readAdvisories('{"vulnerabilities": {}, "metadata": {"vulnerabilities": {"total": 0}}}')).toEqual(
      [],
    );
    expect(readAdvisories('{"message": "request failed", "error": {}}')).toBeUndefined();
    expect(readAdvisories('')).toBeUndefined();
  });
});
