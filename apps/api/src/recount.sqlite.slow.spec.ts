import { describeRecount } from './testing/recount/recount.suite.js';
import { openServer } from './testing/recount/stage.js';

describeRecount('SQLite', async () => [await openServer({})], { runs: 4, strands: 8, sums: 40 });
