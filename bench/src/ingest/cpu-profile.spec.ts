import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { summarize } from './cpu-profile.js';

const frame = (id: number, functionName: string, url = '') => ({
  id,
  callFrame: { functionName, url, lineNumber: 9 },
});

describe('summarize', () => {
  const profile = {
    startTime: 1_000,
    nodes: [
      frame(1, '(idle)'),
      frame(2, 'send', 'file:///srv/node_modules/fastify/lib/reply.js'),
      frame(3, 'validate', 'file:///srv/node_modules/@nestjs/common/pipes/x.js'),
      frame(4, 'foldPing', 'file:///srv/libs/shared/dist/accounting/fold.js'),
      frame(5, '', 'file:///srv/apps/api/dist/recording/recorder.js'),
      frame(6, '(garbage collector)'),
      frame(7, 'writev', 'node:internal/streams/writable'),
      frame(8, 'send', 'file:///srv/node_modules/fastify/lib/reply.js'),
    ],
    samples: [1, 2, 3, 4, 5, 6, 7, 8],
    timeDeltas: [500, 100, 100, 100, 50, 50, 50, 50],
  };
  const summary = summarize(profile, 0);

  it('returns the share of the time in which the thread was busy', () => {
    expect(summary.busy).toBe(0.5);
  });

  it('leaves out the samples before an instant of the monotonic clock', () => {
    expect(summarize(profile, 1_950).packages.map(({ name }) => name)).toEqual([
      'node: internal/streams',
      'fastify',
    ]);
  });

  it('adds up self times by package', () => {
    expect(summary.packages).toEqual([
      { name: 'fastify', share: 0.3 },
      { name: '@nestjs/common', share: 0.2 },
      { name: '@dwell/shared', share: 0.2 },
      { name: '@dwell/api', share: 0.1 },
      { name: '(garbage collector)', share: 0.1 },
      { name: 'node: internal/streams', share: 0.1 },
    ]);
  });

  it('adds up self times by function, whoever calls it', () => {
    expect(summary.functions[0]).toEqual({ name: 'send', from: 'fastify', share: 0.3 });
    expect(summary.functions.map(({ name }) => name)).toContain('(anonymous:10)');
  });

  it('finds the package of a function in a bundle by the comment above the code of its module', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dwell-profile-'));
    try {
      const bundle = join(folder, 'server.js');
      writeFileSync(
        bundle,
        '// ../../node_modules/fastify/lib/reply.js\nsend();\n// ../../apps/api/src/recorder.ts\nrecord();\n',
      );
      const url = pathToFileURL(bundle).href;
      const at = (id: number, line: number) => ({
        id,
        callFrame: { functionName: 'f', url, lineNumber: line - 1 },
      });
      const nodes = [at(1, 2), at(2, 4)];
      const { packages } = summarize({ startTime: 0, nodes, samples: [1, 2], timeDeltas: [30, 10] }, 0);
      expect(packages.map(({ name }) => name)).toEqual(['fastify', '@dwell/api']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
