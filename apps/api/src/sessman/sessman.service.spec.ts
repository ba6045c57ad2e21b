import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DEFAULT_STORE_TIMEOUT_MS, StoreTimeoutError } from '@dwell/sessions';
import { readSettings } from '../platform/settings/read-settings.js';
import type { SessmanSession, SessmanStore } from '../store/ports/session-data-stores.js';
import { FakeClock } from '../testing/fake-clock.js';
import { SessmanService } from './sessman.service.js';

const ID = 'a'.repeat(32);

type Operation = 'get' | 'set' | 'replace';

/** Returns a store of one session, in which the method `operation` never answers. */
const hangingAt = (operation: Operation): SessmanStore => {
  const kept: SessmanSession = { user: 'bob', data: 1 };
  const store: SessmanStore = {
    get: () => kept,
    set: () => undefined,
    replace: () => true,
    destroy: () => undefined,
    purge: () => undefined,
    usedBytes: () => Promise.resolve(0),
  };
  return Object.assign(store, { [operation]: () => new Promise<never>(() => undefined) });
};

describe('SessmanService', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it.each<[string, Operation, (sessman: SessmanService) => Promise<unknown>]>([
    ['new', 'set', (sessman) => sessman.create({ data: 1 })],
    ['update', 'get', (sessman) => sessman.update({ sessionId: ID, data: 2 })],
    ['update', 'replace', (sessman) => sessman.update({ sessionId: ID, data: 2 })],
    ['get', 'get', (sessman) => sessman.get({ sessionId: ID })],
  ])(
    'S21: fails %s when %s of the store does not answer within DEFAULT_STORE_TIMEOUT_MS',
    async (_, operation, call) => {
      const sessman = new SessmanService(hangingAt(operation), readSettings({}, '/'), new FakeClock());
      const answer = call(sessman).then(
        () => 'answered',
        (error: unknown) => error,
      );
      await jest.advanceTimersByTimeAsync(DEFAULT_STORE_TIMEOUT_MS - 1);
      expect(await Promise.race([answer, Promise.resolve('pending')])).toBe('pending');
      await jest.advanceTimersByTimeAsync(1);
      expect(await answer).toEqual(new StoreTimeoutError(operation, DEFAULT_STORE_TIMEOUT_MS));
    },
  );
});
