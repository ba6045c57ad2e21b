import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { BENCH_NAMES, readAllOptions } from './options.js';

describe('readAllOptions', () => {
  it('runs all benches with at least five rounds, and writes into docs/performance.md', () => {
    const { args, to } = readAllOptions([]);
    expect([...args.keys()]).toEqual([...BENCH_NAMES]);
    for (const name of ['ingest', 'batch', 'memory', 'start'] as const) {
      expect(args.get(name)?.slice(0, 2)).toEqual(['--rounds', '5']);
    }
    expect(to).toMatch(/docs.performance\.md$/);
    expect(() => readAllOptions(['--rounds', '4'])).toThrow('--rounds must be a whole number from 5');
  });

  it('writes quick figures nowhere unless a file is named', () => {
    expect(readAllOptions(['--quick']).to).toBeUndefined();
    expect(readAllOptions(['--quick', '--to', 'x.md']).to).toBe('x.md');
  });

  it('leaves out bench:queries unless the folder has its data set', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dwell-bench-'));
    const ofQueries = () => readAllOptions(['--only', 'queries', '--data', folder]).args.get('queries');
    expect(readAllOptions([]).args.get('queries')).toBeUndefined();
    expect(ofQueries()).toBeUndefined();
    writeFileSync(join(folder, 'dwell-queries-1-1000000-30-1000-50-1.sqlite.json'), '{}');
    expect(ofQueries()).toEqual(['--folder', folder]);
  });

  it('refuses the name of a bench that there is not', () => {
    expect(() => readAllOptions(['--only', 'ingest,visit'])).toThrow('not "visit"');
  });
});
