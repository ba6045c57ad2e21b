import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, createReadStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { formatInteger, numberOption, run, scratchFolder, UsageError } from '@dwell/programs';
import { verdict } from './hammer/team.js';

const USAGE = 'npm run try:upgrade -- --file DATABASE_OF_AN_OLDER_VERSION.db [--kills 8]';

const readOptions = () => {
  const { values } = parseArgs({
    options: { file: { type: 'string' }, kills: { type: 'string', default: '8' } },
  });
  if (values.file === undefined) throw new UsageError('--file must be given');
  return { file: values.file, kills: numberOption('kills', values.kills, { min: 1, max: 100 }) };
};

type Command = 'verify' | 'rebuild' | 'export';

const start = (command: Command, args: readonly string[], stop: AbortSignal, output: 'inherit' | 'ignore') =>
  spawn(
    process.execPath,
    [fileURLToPath(new URL(`../../../api/dist/commands/${command}.js`, import.meta.url)), ...args],
    { stdio: ['ignore', output, 'inherit'], signal: stop },
  );

/** Runs a command until it ends. Returns how long it took, in milliseconds. */
const complete = async (command: Command, args: readonly string[], stop: AbortSignal): Promise<number> => {
  const began = performance.now();
  const [code] = (await once(start(command, args, stop, 'inherit'), 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${command} ended with ${code}`);
  return performance.now() - began;
};

/**
 * Starts to verify a file, which upgrades it first, and kills the process after `ms`. Returns whether the process was
 * still running then.
 */
const killAfter = async (url: string, ms: number, stop: AbortSignal): Promise<boolean> => {
  const child = start('verify', ['--of', url], stop, 'ignore');
  const exit = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  const timer = setTimeout(() => child.kill('SIGKILL'), ms);
  const [, signal] = await exit;
  clearTimeout(timer);
  return signal === 'SIGKILL';
};

/** Returns a hash of the database's export, which it writes to `file`. */
const hashOf = async (url: string, file: string, stop: AbortSignal): Promise<string> => {
  await complete('export', ['--from', url, '--to', file], stop);
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  console.log(`  ${formatInteger(statSync(file).size)} bytes exported`);
  return hash.digest('hex');
};

/**
 * Upgrades a copy of the file without interruption, and another copy whose upgrade is killed again and again, each time
 * later. Neither may have a difference between sessions and sums, the second one neither before nor after a rebuild.
 * Both must export the same.
 */
const upgrade = async (stop: AbortSignal): Promise<number> => {
  const { file, kills } = readOptions();
  const folder = scratchFolder();
  const copy = (name: string): string => {
    copyFileSync(file, join(folder, name));
    return `file:${join(folder, name)}`;
  };
  console.log(`${file}: ${formatInteger(statSync(file).size)} bytes\n\nwithout interruption`);
  const whole = copy('whole.db');
  const upgradeMs = await complete('verify', ['--of', whole], stop);
  console.log(`  upgraded and verified in ${(upgradeMs / 1000).toFixed(1)} s`);

  console.log('\nkilled again and again');
  const killed = copy('killed.db');
  for (let kill = 1; kill <= kills; kill++) {
    const ms = (upgradeMs * kill) / (kills + 1);
    const ran = await killAfter(killed, ms, stop);
    console.log(`  after ${(ms / 1000).toFixed(1)} s: ${ran ? 'killed' : 'had ended before'}`);
  }
  for (const command of ['verify', 'rebuild', 'verify'] as const) {
    const ms = await complete(command, ['--of', killed], stop);
    console.log(`  ${command}: ${(ms / 1000).toFixed(1)} s`);
  }

  console.log('\nboth exported');
  const [one, other] = [
    await hashOf(whole, join(folder, 'whole.json'), stop),
    await hashOf(killed, join(folder, 'killed.json'), stop),
  ];
  console.log(one === other ? '  the same' : '  NOT the same');
  return verdict(one === other);
};

await run(USAGE, upgrade);
