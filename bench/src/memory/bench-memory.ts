import { formatInteger, median, scratchStore } from '@dwell/programs';
import { chooseLoadGenerator } from '../load/choose.js';
import { againstBar } from '../load/rounds.js';
import { describeSpread } from '../load/spread.js';
import { withScratch } from '../load/with-scratch.js';
import { describeMachine } from '../report/machine.js';
import type { Bench } from '../report/report.js';
import { IDLE, LOADED, MANY_USERS, measureLong, measureRound, type MemoryBench } from './measure-round.js';
import { readMemoryOptions } from './options.js';

const BARS_MB = { [IDLE]: 140, [LOADED]: 250, [MANY_USERS]: 300 };

export const benchMemory: Bench = async (args, report, stop) => {
  const options = readMemoryOptions(args);
  const generator = await chooseLoadGenerator();
  const scratch = scratchStore();
  return withScratch(scratch, stop, () => measureMemory({ options, generator, scratch, report }));
};

const measureMemory = async (bench: MemoryBench): Promise<number> => {
  const { options, generator, report } = bench;
  const { rounds, sessions, users, connections, minutes } = options;
  report.paragraph(
    `Resident memory, medians of ${rounds} rounds in turns, with the lowest and the highest; ${generator.name} with ` +
      `${connections} connections, ${formatInteger(sessions)} sessions, then ${formatInteger(users)} users; ` +
      describeMachine(),
  );
  const figures = new Map<string, number[]>();
  let sound = true;
  for (let round = 0; round < rounds; round++) {
    const measured = await measureRound(bench, round);
    sound &&= measured.sound;
    for (const [row, mb] of measured.memoryMb) figures.set(row, [...(figures.get(row) ?? []), mb]);
  }
  report.table([['', 'MB'], ...[...figures].map(([row, values]) => [row, describeSpread(values, 0)])]);
  if (minutes > 0) {
    const samples = await measureLong(bench);
    report.item(`Dwell under load, after each minute: ${samples.map((mb) => mb.toFixed(0)).join(' ')} MB`);
  }
  let met = true;
  for (const [row, bar] of Object.entries(BARS_MB)) {
    const mb = median(figures.get(row) ?? []);
    met &&= mb <= bar;
    report.item(`${row}: ${againstBar(mb, bar, mb <= bar)}`);
  }
  if (!sound) report.item('Some requests failed: the figures are worth nothing.');
  return met && sound ? 0 : 1;
};
