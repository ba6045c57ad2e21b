import { reasonOf, StoreUnavailableError } from '../ports/errors.js';

/**
 * Returns a task that never rejects. When `task` fails, it prints a warning: the message and the reason. Requests
 * report an outage anyway. So the first failure after a success needs no warning if it is an outage.
 */
export const warningOfFailures = (message: string, task: () => Promise<void>): (() => Promise<void>) => {
  let failures = 0;
  return async () => {
    try {
      await task();
      failures = 0;
    } catch (error) {
      failures++;
      if (failures === 1 && error instanceof StoreUnavailableError) return;
      process.emitWarning(`${message}: ${reasonOf(error as Error)}`, 'Dwell');
    }
  };
};
