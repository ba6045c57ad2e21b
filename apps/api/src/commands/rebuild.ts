import 'reflect-metadata';
import { findDifferences } from './find-differences.js';
import { openSource, placeOf } from './open-place.js';
import { ProgressLine } from './progress-line.js';
import { CommandError, runCommand } from './run-command.js';

const USAGE =
  'npm run rebuild -- --of mongodb://host/database [--prefix Default_]\nStop all servers of it first.';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

await runCommand(USAGE, { required: ['of'], optional: ['prefix'] }, async ({ of, prefix }) => {
  const { archive, close } = await openSource(placeOf('of', of, prefix));
  try {
    const line = new ProgressLine(process.stdout);
    await archive
      .rebuild((done, of) => {
        line.show({ step: 'summing up', name: 'for charts', done, of });
      })
      .finally(() => {
        line.clear();
      });
    say('All sums for charts are computed again.');
    const differences = await findDifferences(archive);
    for (const difference of differences) say(difference);
    if (differences.length > 0) {
      throw new CommandError('the sessions and slots of users do not add up to the same');
    }
    say('The sessions and slots of every user add up to the same time.');
  } finally {
    await close();
  }
});
