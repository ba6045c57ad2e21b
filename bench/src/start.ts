import { cpus } from 'node:os';
import { median, run, scratchStore, table } from '@dwell/programs';
import { againstBar } from './load/rounds.js';
import { describeSpread } from './load/spread.js';
import { measureBuild } from './start/measure-build.js';
import { type Figures, measureStart } from './start/measure-start.js';
import { readStartOptions, USAGE } from './start/options.js';
import { starters } from './start/starters.js';

const BUILD_BAR_SECONDS = 15;

const start = async (stop: AbortSignal): Promise<number> => {
  const { rounds, builds } = readStartOptions();
  const scratch = scratchStore();
  stop.addEventListener('abort', () => void scratch.drop().finally(() => process.exit(130)));
  console.log(`Starts, ${rounds} rounds, Node ${process.versions.node}, ${cpus().length} cores\n`);
  const contenders = starters(scratch.databaseUrl('start')).map((starter) => ({
    starter,
    figures: [] as Figures[],
  }));
  // The first start creates the database, builds the release, and fills the caches.
  for (const { starter } of contenders) await measureStart(starter);
  for (let round = 0; round < rounds; round++) {
    for (const { starter, figures } of contenders) figures.push(await measureStart(starter));
  }
  const bare = median(contenders[0]?.figures.map(({ seconds }) => seconds) ?? []);
  console.log(
    table([
      ['', 'first 200 after s', '÷ bare Nest', 'processor s', 'memory MB'],
      ...contenders.map(({ starter, figures }) => {
        const seconds = figures.map((each) => each.seconds);
        return [
          starter.name,
          describeSpread(seconds, 2),
          (median(seconds) / bare).toFixed(2),
          ...(starter.isWrapped
            ? ['', '']
            : [
                describeSpread(
                  figures.map(({ cpuSeconds }) => cpuSeconds),
                  2,
                ),
                describeSpread(
                  figures.map(({ memoryMb }) => memoryMb),
                  0,
                ),
              ]),
        ];
      }),
    ]),
  );
  const verdicts = contenders.flatMap(({ starter: { name, barSeconds }, figures }) =>
    barSeconds === undefined
      ? []
      : [{ name, bar: barSeconds, figure: median(figures.map(({ seconds }) => seconds)) }],
  );
  if (builds > 0) {
    const seconds: number[] = [];
    for (let build = 0; build < builds; build++) seconds.push(measureBuild());
    console.log(`\nfirst build: ${describeSpread(seconds, 1)} s`);
    verdicts.push({ name: 'first build', bar: BUILD_BAR_SECONDS, figure: median(seconds) });
  }
  console.log();
  for (const { name, bar, figure } of verdicts) {
    console.log(`${name}: ${againstBar(figure, bar, figure <= bar)}`);
  }
  await scratch.drop();
  return verdicts.every(({ bar, figure }) => figure <= bar) ? 0 : 1;
};

await run(USAGE, start);
