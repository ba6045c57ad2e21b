import { afterAll } from '@jest/globals';
import { describeOnMongo, dropDatabase } from '@dwell/sessions/testing/mongo';
import { describeRecount } from './testing/recount/recount.suite.js';
import { openServer } from './testing/recount/stage.js';

describeOnMongo('MongoDB', ({ name, freshUrl }) => {
  const url = freshUrl();
  const open = () => openServer({ DATABASE_URL: url });
  describeRecount(`two processes and ${name}`, async () => [await open(), await open()], {
    runs: 1,
    strands: 6,
    sums: 3,
  });
  afterAll(() => dropDatabase(url));
});
