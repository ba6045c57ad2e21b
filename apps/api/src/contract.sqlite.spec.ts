import { describeContract } from './testing/contract.suite.js';

describeContract('SQLite', () => ({}));
