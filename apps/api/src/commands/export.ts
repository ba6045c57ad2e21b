import 'reflect-metadata';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { exportArchive } from './export-archive.js';
import { openSource, placeOf } from './open-archive.js';
import { readOptions } from './options.js';
import { runCommand } from './run-command.js';

const USAGE = 'npm run export -- --from file:./data/dwell.db --to everything.ndjson [--prefix Default_]';

await runCommand(USAGE, async (args, signal) => {
  const { from, to, prefix } = readOptions(args, ['from', 'to', 'prefix'], { prefix: 'Default_' });
  const source = await openSource(placeOf('from', from, prefix));
  try {
    // What it holds is not for everybody.
    await pipeline(exportArchive(source.archive), createWriteStream(to, { mode: 0o600 }), { signal });
  } finally {
    await source.close();
  }
});
