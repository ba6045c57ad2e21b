import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { StoreUnavailableError } from '../ports/errors.js';
import { warningOfFailures } from './failure-warning.js';

const OUTAGE = new StoreUnavailableError('away');

describe('The warning of a failed task', () => {
  const warnings = (): unknown[] => jest.mocked(process.emitWarning).mock.calls.map(([warning]) => warning);
  beforeEach(() => {
    jest.spyOn(process, 'emitWarning').mockReturnValue();
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  /** Returns a task that fails with these errors in turn; with undefined, a run succeeds. */
  const failing = (message: string, ...outcomes: readonly (Error | undefined)[]): (() => Promise<void>) => {
    const left = [...outcomes];
    return warningOfFailures(message, () => {
      const error = left.shift();
      return error ? Promise.reject(error) : Promise.resolve();
    });
  };

  it('names the task that failed, and no other one', async () => {
    const tasks = [failing('No people', new Error('broken')), failing('No slots')];
    await Promise.all(tasks.map((task) => task()));
    expect(warnings()).toEqual(['No people: broken']);
  });

  it('is left out for the first outage, and printed for the next one', async () => {
    const task = failing('No slots', OUTAGE, OUTAGE);
    await task();
    expect(warnings()).toEqual([]);
    await task();
    expect(warnings()).toEqual(['No slots: away']);
  });

  it('is left out again for the first outage after a success', async () => {
    const task = failing('No slots', OUTAGE, undefined, OUTAGE);
    for (let run = 0; run < 3; run++) await task();
    expect(warnings()).toEqual([]);
  });
});
