import { cpus } from 'node:os';
import { formatInteger, median, run, scratchStore, table } from '@dwell/programs';
import { chooseLoadGenerator } from './load/choose.js';
import { againstBar } from './load/rounds.js';
import { describeSpread } from './load/spread.js';
import { IDLE, LOADED, MANY_USERS, measureLong, measureRound } from './memory/measure-round.js';
import { readMemoryOptions, USAGE } from './memory/options.js';

const BARS_MB = { [IDLE]: 140, [LOADED]: 250, [MANY_USERS]: 300 };

const memory = async (stop: AbortSignal): Promise<number> => {
  const options = readMemoryOptions();
  const { rounds, sessions, users, connections, minutes } = options;
  const generator = await chooseLoadGenerator();
  const scratch = scratchStore();
  stop.addEventListener('abort', () => void scratch.drop().finally(() => process.exit(130)));
  console.log(
    `Resident memory, ${rounds} rounds, ${generator.name} with ${connections} connections, ` +
      `${formatInteger(sessions)} sessions, then ${formatInteger(users)} users, Node ${process.versions.node}, ` +
      `${cpus().length} cores\n`,
  );
  const bench = { options, generator, scratch };
  const figures = new Map<string, number[]>();
  let sound = true;
  for (let round = 0; round < rounds; round++) {
    const measured = await measureRound(bench, round);
    sound &&= measured.sound;
    for (const [row, mb] of measured.memoryMb) figures.set(row, [...(figures.get(row) ?? []), mb]);
  }
  console.log(table([['', 'MB'], ...[...figures].map(([row, values]) => [row, describeSpread(values, 0)])]));
  if (minutes > 0) {
    const samples = await measureLong(bench);
    console.log(`\nDwell under load, after each minute: ${samples.map((mb) => mb.toFixed(0)).join(' ')} MB`);
  }
  console.log();
  let met = true;
  for (const [row, bar] of Object.entries(BARS_MB)) {
    const mb = median(figures.get(row) ?? []);
    met &&= mb <= bar;
    console.log(`${row}: ${againstBar(mb, bar, mb <= bar)}`);
  }
  if (!sound) console.log('Some requests failed: the figures are worth nothing.');
  await scratch.drop();
  return met && sound ? 0 : 1;
};

await run(USAGE, memory);
