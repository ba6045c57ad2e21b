import 'reflect-metadata';
import { findDifferences } from './find-differences.js';
import { openSource, placeOf } from './open-place.js';
import { CommandError, runCommand } from './run-command.js';

const USAGE =
  'npm run verify -- --of mongodb://host/database [--prefix Default_]\nStop all servers of it first.';

/** The most differences that are shown. */
const MOST = 100;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

await runCommand(USAGE, { required: ['of'], optional: ['prefix'] }, async ({ of, prefix }) => {
  const { archive, close } = await openSource(placeOf('of', of, prefix));
  try {
    const differences = await findDifferences(archive);
    for (const difference of differences.slice(0, MOST)) say(difference);
    if (differences.length > MOST) say('… and more');
    if (differences.length > 0) {
      throw new CommandError('there are differences; npm run rebuild computes all sums again');
    }
    say('0 differences: the sums for charts, the slots of users and the sessions agree.');
  } finally {
    await close();
  }
});
