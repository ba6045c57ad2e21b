import { afterAll, beforeAll, describe } from '@jest/globals';
import type { TestServer } from '../test-server.js';
import { describeBadInput } from './bad-input.suite.js';
import { ContractStage } from './contract-stage.js';
import { describeExamples } from './examples.suite.js';
import { describeKeepalives } from './keepalives.suite.js';
import { describePings } from './pings.suite.js';
import { describeSessionList } from './session-list.suite.js';
import { describeSessionStart } from './sessionstart.suite.js';

/**
 * Tests the recording contract over HTTP. The same suite runs on every adapter.
 * Numbers such as C14 in the titles are those of the contract's cases.
 */
export const describeContract = (adapter: string, start: () => Promise<TestServer>): void => {
  describe(`the recording contract on ${adapter}`, () => {
    const stage = new ContractStage();
    beforeAll(() => stage.open(start));
    afterAll(() => stage.close());

    describeSessionStart(stage);
    describePings(stage);
    describeKeepalives(stage);
    describeExamples(stage);
    describeSessionList(stage);
    describeBadInput(stage);
  });
};
