import { afterAll } from '@jest/globals';
import { describeOnMongo, dropDatabase } from '@dwell/sessions/testing/mongo';
import { describeContract } from './testing/contract/contract.suite.js';
import { TestServer } from './testing/test-server.js';

describeOnMongo('MongoDB', ({ name, freshUrl }) => {
  const url = freshUrl();
  describeContract(name, () => TestServer.start({ DATABASE_URL: url }));
  afterAll(() => dropDatabase(url));
});
