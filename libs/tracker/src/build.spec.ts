import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { startTracker } from './index.js';

const SCRIPT = readFileSync(join(__dirname, '../dist/tracker.js'));

/** Of the script that every page loads, with gzip. */
const MAX_BYTES = 1_600;

describe('the library', () => {
  it(`T35: is a script of at most ${MAX_BYTES} bytes`, () => {
    const { length } = gzipSync(SCRIPT, { level: 9 });
    process.stdout.write(`tracker.js: ${SCRIPT.length} bytes, ${length} with gzip; bar ${MAX_BYTES}\n`);
    expect(length).toBeLessThanOrEqual(MAX_BYTES);
  });

  it('T34: can be imported on a server, and does nothing there', () => {
    const tracker = startTracker();
    tracker.setPath(['/orders']);
    tracker.stop();
    expect(startTracker()).not.toBe(tracker);
  });
});
