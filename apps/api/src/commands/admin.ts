import 'reflect-metadata';
import { createInterface } from 'node:readline/promises';
import { Passwords } from '../auth/login/passwords.js';
import { openPlace, serverPlace } from './open-place.js';
import { rescueAdmin, rescueEntry } from './rescue-admin.js';
import { runCommand } from './run-command.js';

const USAGE =
  'npm run admin                   creates an admin if there is none\n' +
  'npm run admin -- --reset NAME   gives an admin a new password, and removes the second factor\n' +
  'It reads the same settings as the server. With SQLite, stop the server first.';

/**
 * Asks on the terminal, and resolves to whether the answer is yes. Resolves to false if the input ends without an
 * answer.
 */
const confirm = async (question: string): Promise<boolean> => {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const ended = new AbortController();
  terminal.once('close', () => {
    ended.abort();
  });
  try {
    return /^y(es)?$/i.test(
      (await terminal.question(`${question} (yes/no) `, { signal: ended.signal })).trim(),
    );
  } catch {
    return false;
  } finally {
    terminal.close();
  }
};

await runCommand(USAGE, { optional: ['reset'] }, async ({ reset }) => {
  const { accounts, audit, close } = await openPlace(serverPlace());
  try {
    const { username, password } = await rescueAdmin(accounts, new Passwords(), {
      reset,
      confirm,
      now: Date.now(),
    });
    await audit.put([rescueEntry(username, Date.now())]);
    process.stdout.write(
      `\n  username  ${username}\n  password  ${password}\n\nThe password is not shown again. It must be changed at the first login.\n`,
    );
  } finally {
    await close();
  }
});
