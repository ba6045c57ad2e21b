import 'reflect-metadata';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { exportDatabase } from './export-database.js';
import { openSource, placeOf } from './open-place.js';
import { runCommand } from './run-command.js';

const USAGE = 'npm run export -- --from file:./data/dwell.db --to everything.ndjson [--prefix Default_]';

await runCommand(
  USAGE,
  { required: ['from', 'to'], optional: ['prefix'] },
  async ({ from, to, prefix }, signal) => {
    const source = await openSource(placeOf('from', from, prefix));
    try {
      // The export shows who did what, so only its owner may read it.
      await pipeline(exportDatabase(source), createWriteStream(to, { mode: 0o600 }), { signal });
    } finally {
      await source.close();
    }
  },
);
