import { run } from '@dwell/programs';
import { benchIngest } from './ingest/bench-ingest.js';
import { USAGE } from './ingest/options.js';
import { Report } from './report/report.js';

await run(USAGE, (stop) => benchIngest(process.argv.slice(2), new Report(), stop));
