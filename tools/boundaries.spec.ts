import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const require = createRequire(__filename);
const ESLINT = join(dirname(require.resolve('eslint/package.json')), 'bin/eslint.js');

/** Type-aware rules read files of the project only, so the code takes the place of one that exists. */
const fileIn = (project: string): string =>
  ['index.ts', 'main.tsx', 'demo.ts', 'visit.ts'].map((name) => `${project}/src/${name}`).find(existsSync) ??
  '';

/** Which of `imports` the lint rule refuses to a file in `project`. */
const refused = (project: string, imports: readonly string[]): string[] => {
  const code = imports.map((name) => `export * from '${name}';\n`).join('');
  const { stdout } = spawnSync(
    process.execPath,
    [ESLINT, '--stdin', '--stdin-filename', fileIn(project), '--format', 'json'],
    { input: code, encoding: 'utf8', env: { ...process.env, NX_DAEMON: 'false' } },
  );
  const [file] = JSON.parse(stdout) as { messages: { ruleId: string; line: number }[] }[];
  return (file?.messages ?? [])
    .filter(({ ruleId }) => ruleId === '@nx/enforce-module-boundaries')
    .map(({ line }) => imports[line - 1] ?? '');
};

describe('who may import whom', () => {
  it.each([
    {
      project: 'libs/shared',
      forbidden: ['@nestjs/common', '@dwell/sessions', '../../../apps/api/src/platform/clock.js'],
      allowed: ['./contract/path.js'],
    },
    {
      project: 'libs/sessions',
      forbidden: ['@nestjs/common', '../../../apps/api/src/platform/clock.js'],
      allowed: ['node:crypto'],
    },
    {
      project: 'libs/tracker',
      forbidden: ['vite', '@dwell/browsing', '../../sessions/src/index.js'],
      allowed: ['@dwell/shared', './backoff.js'],
    },
    {
      project: 'apps/dashboard',
      forbidden: ['class-validator', '@nestjs/common', '@dwell/sessions', '../../api/src/platform/clock.js'],
      allowed: ['@dwell/shared', 'react'],
    },
    {
      project: 'apps/api',
      forbidden: ['../../dashboard/src/main.js', '@dwell/simulation', '@dwell/browsing', '@dwell/programs'],
      allowed: ['@dwell/shared', '@dwell/sessions', '@nestjs/common'],
    },
    {
      project: 'apps/demo',
      forbidden: ['../../api/src/server.js', '../../dashboard/src/main.js'],
      allowed: ['@dwell/api', '@dwell/programs', '@dwell/simulation'],
    },
    {
      project: 'bench',
      forbidden: ['@dwell/api', '../../apps/e2e/src/faults/hammer.js'],
      allowed: ['@dwell/programs', '@dwell/browsing'],
    },
  ])('$project may import $allowed, and not $forbidden', ({ project, forbidden, allowed }) => {
    expect(refused(project, [...forbidden, ...allowed])).toEqual(forbidden);
  });
});
