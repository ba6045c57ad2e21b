import { run } from '@dwell/programs';
import { benchAll } from './all/bench-all.js';
import { USAGE } from './all/options.js';

await run(USAGE, (stop) => benchAll(process.argv.slice(2), stop));
