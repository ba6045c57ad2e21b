import { run } from '@dwell/programs';
import { benchQueries } from './queries/bench-queries.js';
import { USAGE } from './queries/options.js';
import { Report } from './report/report.js';

await run(USAGE, (stop) => benchQueries(process.argv.slice(2), new Report(), stop));
