import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder that goes when the process does, however it ends. */
export const scratchFolder = (parent = tmpdir()): string => {
  const folder = mkdtempSync(join(parent, 'dwell-bench-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
};
