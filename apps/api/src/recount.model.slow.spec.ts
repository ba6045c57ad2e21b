import { openModel } from './testing/recount/stage.js';
import { describeRecount } from './testing/recount/recount.suite.js';

describeRecount('the model of the stores', () => Promise.resolve([openModel()]), {
  runs: 12,
  strands: 10,
  sums: 60,
});
