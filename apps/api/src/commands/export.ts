import 'reflect-metadata';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { exportDatabase } from './export-database.js';
import { openSource, placeOf } from './open-place.js';
import { runCommand } from './run-command.js';

const USAGE = 'npm run export -- --from file:./data/dwell.db --to everything.ndjson [--prefix Default_]';

/** The mode of a file that only its owner may read and write. */
const PRIVATE = 0o600;

await runCommand(
  USAGE,
  { required: ['from', 'to'], optional: ['prefix'] },
  async ({ from, to, prefix }, signal) => {
    const source = await openSource(placeOf('from', from, prefix));
    try {
      const file = await open(to, 'w', PRIVATE);
      // The export shows who did what, so only its owner may read it. `open` leaves the mode of an existing file
      // unchanged, so it is set here.
      if ((await file.stat()).isFile()) await file.chmod(PRIVATE);
      await pipeline(exportDatabase(source), file.createWriteStream(), { signal });
    } finally {
      await source.close();
    }
  },
);
