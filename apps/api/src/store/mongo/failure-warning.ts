import { reasonOf, StoreUnavailableError } from '../ports/errors.js';

/**
 * Returns a task that runs `task` and never rejects. If `task` fails, the returned task prints a warning: the message
 * and the reason. Requests report an outage anyway. So an outage causes no warning in the first run, or in the first
 * run after a success.
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
