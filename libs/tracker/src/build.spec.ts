import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { startTracker } from './index.js';

const SCRIPT = readFileSync(join(__dirname, '../dist/tracker.js'));

/** The largest size of the script after compression with gzip, in bytes. */
const MAX_BYTES = 1_600;

describe('the built tracker', () => {
  it(`T35: has at most ${MAX_BYTES} bytes with gzip`, () => {
    const { length } = gzipSync(SCRIPT, { level: 9 });
    process.stdout.write(`tracker.js: ${SCRIPT.length} bytes, ${length} with gzip; limit ${MAX_BYTES}\n`);
    expect(length).toBeLessThanOrEqual(MAX_BYTES);
  });

  it('T34: starts no tracker on a server', () => {
    const tracker = startTracker();
    tracker.setPath(['/orders']);
    tracker.stop();
    expect(startTracker()).not.toBe(tracker);
  });
});
