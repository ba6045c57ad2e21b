import 'reflect-metadata';
import { isSameDatabase } from '../store/open-database.js';
import { copyDatabase, type CopyCount } from './copy-database.js';
import { openPlace, openSource, placeOf } from './open-place.js';
import { ProgressLine } from './progress-line.js';
import { CommandError, runCommand } from './run-command.js';

const USAGE =
  'npm run migrate -- --from file:./data/dwell.db --to mongodb://host/database [--prefix Default_]\n' +
  'Stop all servers of both databases first.';

const TITLES = ['in the source', 'written', 'already there', 'only in the target', 'skipped'] as const;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const rowOf = (name: string, cells: readonly (string | number)[]): string =>
  [name.padEnd(16), ...TITLES.map((title, column) => String(cells[column]).padStart(title.length))].join(
    '  ',
  );

const tableOf = (counts: readonly CopyCount[]): string =>
  [
    rowOf('', TITLES),
    ...counts.map(({ name, read, written, alreadyThere, onlyInTarget, skipped }) =>
      rowOf(name, [read, written, alreadyThere, onlyInTarget, skipped]),
    ),
  ].join('\n');

await runCommand(
  USAGE,
  { required: ['from', 'to'], optional: ['prefix'] },
  async ({ from, to, prefix }, signal) => {
    const [sourcePlace, targetPlace] = [placeOf('from', from, prefix), placeOf('to', to, prefix)];
    if (isSameDatabase(sourcePlace.settings.databaseUrl, targetPlace.settings.databaseUrl)) {
      throw new CommandError('--from and --to are the same database');
    }
    const source = await openSource(sourcePlace);
    try {
      const target = await openPlace(targetPlace);
      try {
        say(`From ${source.name} to ${target.name}.`);
        const line = new ProgressLine(process.stdout);
        const onProgress = line.show.bind(line);
        const counts = await copyDatabase(source, target, { signal, onProgress }).finally(() => {
          line.clear();
        });
        say(`\n${tableOf(counts)}\n\nThe target holds the same data as the source.`);
      } finally {
        await target.close();
      }
    } finally {
      await source.close();
    }
  },
);
