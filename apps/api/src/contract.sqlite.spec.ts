import { describeContract } from './testing/contract/contract.suite.js';

describeContract('SQLite', () => ({}));
