import { run } from '@dwell/programs';
import { benchBatch } from './batch/bench-batch.js';
import { USAGE } from './batch/options.js';
import { Report } from './report/report.js';

await run(USAGE, (stop) => benchBatch(process.argv.slice(2), new Report(), stop));
