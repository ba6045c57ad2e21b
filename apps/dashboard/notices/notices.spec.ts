import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { thirdPartyNotices } from './notices.js';

describe('thirdPartyNotices', () => {
  const text = thirdPartyNotices(join(__dirname, '../../..'), ['apps/api', 'apps/dashboard']);
  const packages = [...text.matchAll(/^-{80}\n(\S+) \((.+)\)\n-{80}\n/gm)].map(([, name = '']) => name);

  it('lists what the server, the dashboard and their packages need, and the bundler', () => {
    expect(packages).toEqual(
      expect.arrayContaining([
        'fastify',
        'better-sqlite3',
        'react',
        'recharts',
        '@fontsource-variable/inter',
        // A package that only other packages need.
        'bson',
        'vite',
      ]),
    );
  });

  it('does not list what only tests, measurements and examples need, or packages of this repository', () => {
    for (const name of ['jest', 'eslint', 'express-session', '@dwell/shared'])
      expect(packages).not.toContain(name);
  });

  it('tells no versions, because everybody can read the notices', () => {
    const headings = [...text.matchAll(/^-{80}\n(.+)\n-{80}$/gm)].map(([, heading = '']) => heading);
    expect(headings).toHaveLength(packages.length);
    // Only the part before the bracket may not have a version: in the brackets are licences, and some have numbers,
    // such as BlueOak-1.0.0.
    expect(headings.filter((heading) => /\d+\.\d+\.\d+.*\(/.test(heading))).toEqual([]);
  });

  it('has the texts of the licences', () => {
    expect(text).toMatch(/\nreact \(MIT\)\n-+\n\nMIT License\n\nCopyright \(c\) (Meta|Facebook)/);
    expect(text).toContain('SIL OPEN FONT LICENSE');
  });
});
