import { describeContract } from './testing/contract/contract.suite.js';
import { TestServer } from './testing/test-server.js';

describeContract('SQLite', () => TestServer.start());

describeContract('SQLite with two processes', () => TestServer.startTwoProcesses());
