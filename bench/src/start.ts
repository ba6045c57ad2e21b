import { run } from '@dwell/programs';
import { benchStart } from './start/bench-start.js';
import { USAGE } from './start/options.js';
import { Report } from './report/report.js';

await run(USAGE, (stop) => benchStart(process.argv.slice(2), new Report(), stop));
