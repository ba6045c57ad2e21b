import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { REPOSITORY_ROOT } from './repository-root.js';
import { nameSourcesInStacks } from './stack-traces.js';

describe('A stack trace', () => {
  const { prepareStackTrace } = Error;
  let bundle: string;
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dwell-stacks-'));
    bundle = join(folder, 'bundle.js');
    nameSourcesInStacks();
  });
  afterEach(() => {
    Error.prepareStackTrace = prepareStackTrace;
    rmSync(folder, { recursive: true });
  });

  const traceOf = (position: string): unknown => {
    const frame = `run (${pathToFileURL(bundle).href}:${position})`;
    return Error.prepareStackTrace?.(new Error('no'), [frame as unknown as NodeJS.CallSite]);
  };

  it('names the source file of a position in the bundle', () => {
    const sources = [pathToFileURL(join(REPOSITORY_ROOT, 'some.ts')).href];
    writeFileSync(`${bundle}.map`, JSON.stringify({ version: 3, sources, names: [], mappings: 'AACA' }));
    expect(traceOf('1:1')).toBe('Error: no\n    at run (some.ts:2:1)');
  });

  it.each(['', '{"version":3,"sour', '{}', 'null'])(
    'keeps the position in the bundle if the source map is %j',
    (map) => {
      writeFileSync(`${bundle}.map`, map);
      expect(traceOf('1:1')).toContain('bundle.js:1:1');
    },
  );
});
