import { afterAll } from '@jest/globals';
import { describeOnMongo, dropDatabase } from '@dwell/sessions/testing/mongo';
import { describeWebLog } from './testing/web-log/web-log.suite.js';

describeOnMongo('MongoDB', ({ name, freshUrl }) => {
  const url = freshUrl();
  describeWebLog(name, () => ({ DATABASE_URL: url }));
  afterAll(() => dropDatabase(url));
});
