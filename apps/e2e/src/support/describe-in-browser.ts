import { describe } from '@jest/globals';
import { CAN_TEST } from './chromium.js';

export const describeInBrowser: (name: string, tests: () => void) => void = CAN_TEST
  ? describe
  : describe.skip;
