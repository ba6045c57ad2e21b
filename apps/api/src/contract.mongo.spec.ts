import { afterAll } from '@jest/globals';
import { describeOnMongo, dropDatabase } from '@dwell/sessions/testing/mongo';
import { describeContract } from './testing/contract/contract.suite.js';

describeOnMongo('MongoDB', ({ name, freshUrl }) => {
  const url = freshUrl();
  describeContract(name, () => ({ DATABASE_URL: url }));
  afterAll(() => dropDatabase(url));
});
