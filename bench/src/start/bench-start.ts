import { median, scratchStore } from '@dwell/programs';
import { againstBar } from '../load/rounds.js';
import { describeSpread } from '../load/spread.js';
import { withScratch } from '../load/with-scratch.js';
import { describeMachine } from '../report/machine.js';
import type { Bench, Report } from '../report/report.js';
import { measureBuild } from './measure-build.js';
import { type Figures, measureStart } from './measure-start.js';
import { readStartOptions, type StartBenchOptions } from './options.js';
import { starters } from './starters.js';

const BUILD_BAR_SECONDS = 15;

export const benchStart: Bench = async (args, report, stop) => {
  const options = readStartOptions(args);
  const scratch = scratchStore();
  return withScratch(scratch, stop, () => measureStarts(options, scratch.databaseUrl('start'), report));
};

const measureStarts = async (
  { rounds, builds }: StartBenchOptions,
  databaseUrl: string,
  report: Report,
): Promise<number> => {
  report.paragraph(
    `Starts, medians of ${rounds} rounds in turns, with the lowest and the highest; ${describeMachine()}`,
  );
  const contenders = starters(databaseUrl).map((starter) => ({
    starter,
    figures: [] as Figures[],
  }));
  // The first start creates the database, builds the release, and fills the caches.
  for (const { starter } of contenders) await measureStart(starter);
  for (let round = 0; round < rounds; round++) {
    for (const { starter, figures } of contenders) figures.push(await measureStart(starter));
  }
  const bare = median(contenders[0]?.figures.map(({ seconds }) => seconds) ?? []);
  report.table([
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
  ]);
  const verdicts = contenders.flatMap(({ starter: { name, barSeconds }, figures }) =>
    barSeconds === undefined
      ? []
      : [{ name, bar: barSeconds, figure: median(figures.map(({ seconds }) => seconds)) }],
  );
  if (builds > 0) {
    const seconds: number[] = [];
    for (let build = 0; build < builds; build++) seconds.push(measureBuild());
    report.item(`first build: ${describeSpread(seconds, 1)} s`);
    verdicts.push({ name: 'first build', bar: BUILD_BAR_SECONDS, figure: median(seconds) });
  }
  for (const { name, bar, figure } of verdicts) {
    report.item(`${name}: ${againstBar(figure, bar, figure <= bar)}`);
  }
  return verdicts.every(({ bar, figure }) => figure <= bar) ? 0 : 1;
};
