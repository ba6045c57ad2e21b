import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { benchBatch } from '../batch/bench-batch.js';
import { benchIngest } from '../ingest/bench-ingest.js';
import { benchMemory } from '../memory/bench-memory.js';
import { benchQueries } from '../queries/bench-queries.js';
import { type Bench, Report } from '../report/report.js';
import { withSection } from '../report/sections.js';
import { benchStart } from '../start/bench-start.js';
import { type BenchName, readAllOptions } from './options.js';

const BENCHES: Readonly<Record<BenchName, Bench>> = {
  ingest: benchIngest,
  batch: benchBatch,
  memory: benchMemory,
  start: benchStart,
  queries: benchQueries,
};

/**
 * Runs the benches one after the other, and writes what each has found into its section of a file as soon as it ends.
 * A bench that fails does not keep the others from running. Resolves to the exit code: 1 if one of them failed or a
 * figure misses its bar.
 */
export const benchAll = async (args: readonly string[], stop: AbortSignal): Promise<number> => {
  const options = readAllOptions(args);
  let code = 0;
  for (const [name, benchArgs] of options.args) {
    console.log(`\n== bench:${name}\n`);
    if (!benchArgs) {
      console.log('Left out: --data names no folder with its data set. The README says how to fill one.');
      continue;
    }
    const report = new Report();
    try {
      code = Math.max(code, await BENCHES[name](benchArgs, report, stop));
    } catch (error) {
      console.error(error);
      code = 1;
      continue;
    }
    if (options.to !== undefined) {
      writeSection(options.to, `bench:${name}`, `${commandOf(name, benchArgs)}\n\n${report.markdown}`);
    }
  }
  return code;
};

/** Returns the command and today's date. A folder is left out: it says something about one machine. */
const commandOf = (name: BenchName, args: readonly string[]): string => {
  const today = new Date().toISOString().slice(0, 10);
  const shown = args.map((arg, index) => (args[index - 1] === '--folder' ? 'DIR' : arg));
  return `\`npm run bench:${name} -- ${shown.join(' ')}\`, ${today}:`;
};

const writeSection = (file: string, name: string, content: string): void => {
  writeFileSync(file, withSection(existsSync(file) ? readFileSync(file, 'utf8') : '', name, content));
  console.log(`\nWritten into ${file}`);
};
