import { describe } from '@jest/globals';
import { describeStatistics } from '../testing/statistics.suite.js';
import { openTemporarySessionStore } from './testing/temporary-database.js';

describe('SQLite as a SessionStore', () => {
  describeStatistics(openTemporarySessionStore, 30);
});
