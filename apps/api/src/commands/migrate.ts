import 'reflect-metadata';
import { parseMongoUrl } from '../store/mongo/connection/url.js';
import { copyArchive, MigrationError } from './copy-archive.js';
import { countTable } from './count-table.js';
import { openPlace, openSource, type Place, placeOf } from './open-archive.js';
import { readOptions } from './options.js';
import { ProgressLine } from './progress-line.js';
import { runCommand } from './run-command.js';

const USAGE =
  'npm run migrate -- --from file:./data/dwell.db --to mongodb://host/database [--prefix Default_]\n' +
  'Stop all servers of both databases first.';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const isSame = (a: Place, b: Place): boolean => {
  if (a.file !== undefined || b.file !== undefined) return a.file === b.file;
  const [from, to] = [a, b].map(({ settings }) => parseMongoUrl(settings.databaseUrl));
  return from?.hosts === to?.hosts && from?.database === to?.database;
};

await runCommand(USAGE, async (args, signal) => {
  const { from, to, prefix } = readOptions(args, ['from', 'to', 'prefix'], { prefix: 'Default_' });
  const [sourcePlace, targetPlace] = [placeOf('from', from, prefix), placeOf('to', to, prefix)];
  if (isSame(sourcePlace, targetPlace)) throw new MigrationError('--from and --to are the same database');
  const source = await openSource(sourcePlace);
  try {
    const target = await openPlace(targetPlace);
    try {
      say(`From ${source.name} to ${target.name}.`);
      const line = new ProgressLine(process.stdout);
      const onProgress = line.show.bind(line);
      const counts = await copyArchive(source.archive, target.archive, { signal, onProgress }).finally(() => {
        line.clear();
      });
      say(`\n${countTable(counts)}\n\nThe target holds what the source does.`);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
});
