import 'reflect-metadata';
import { findDifferences } from './find-differences.js';
import { openSource, placeOf } from './open-place.js';
import { CommandError, runCommand } from './run-command.js';

const USAGE =
  'npm run rebuild -- --of mongodb://host/database [--prefix Default_]\nStop all servers of it first.';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

await runCommand(USAGE, { required: ['of'], optional: ['prefix'] }, async ({ of, prefix }) => {
  const { archive, close } = await openSource(placeOf('of', of, prefix));
  try {
    await archive.rebuild();
    say('All sums for charts are computed again.');
    const differences = await findDifferences(archive);
    for (const { username, inSessions, inSlots } of differences) {
      say(`${username}: ${inSessions} ms in sessions, ${inSlots} ms in slots`);
    }
    if (differences.length > 0) {
      throw new CommandError(
        `the sessions and slots of ${differences.length} users do not add up to the same time`,
      );
    }
    say('The sessions and slots of every user add up to the same time.');
  } finally {
    await close();
  }
});
