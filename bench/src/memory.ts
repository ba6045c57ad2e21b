import { run } from '@dwell/programs';
import { benchMemory } from './memory/bench-memory.js';
import { USAGE } from './memory/options.js';
import { Report } from './report/report.js';

await run(USAGE, (stop) => benchMemory(process.argv.slice(2), new Report(), stop));
