import { beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { AccountStore } from '../../store/ports/account-store.js';
import { StoreUnavailableError } from '../../store/ports/errors.js';
import { FakeClock } from '../../testing/fake-clock.js';
import { KeyUsage, USAGE_FLUSH_MS } from './key-usage.js';

// Silences the warning that the outage in a test below would log.
Logger.overrideLogger(false);

/** Records each write; fails while `failing` is set. */
class TouchedKeys implements Pick<AccountStore, 'touchApiKeys'> {
  readonly writes: Record<string, number>[] = [];
  failing = false;

  async touchApiKeys(lastUsed: ReadonlyMap<string, number>): Promise<void> {
    if (this.failing) throw new StoreUnavailableError('no database');
    this.writes.push(Object.fromEntries(lastUsed));
  }
}

/** Resolves when the flush that `note` starts and does not await has ended. */
const settled = () => new Promise<void>((done) => setImmediate(done));

describe('KeyUsage', () => {
  let clock: FakeClock;
  let store: TouchedKeys;
  let usage: KeyUsage;
  let start: number;
  beforeEach(() => {
    clock = new FakeClock();
    start = clock.now();
    store = new TouchedKeys();
    usage = new KeyUsage(store as unknown as AccountStore, clock);
  });

  it('stores the very first use at once, then the last use of each key at most every five seconds', async () => {
    usage.note('a');
    await usage.flush();
    for (let i = 0; i < 3; i++) {
      clock.advance(1_000);
      usage.note('a');
      usage.note('b');
    }
    clock.set(start + USAGE_FLUSH_MS - 1);
    usage.note('a');
    expect(store.writes).toEqual([{ a: start }]);
    clock.advance(1);
    usage.note('c');
    await settled();
    expect(store.writes[1]).toEqual({ a: start + 4_999, b: start + 3_000, c: start + 5_000 });
  });

  it('stores a use at once after the clock was set back by ten days', async () => {
    clock.advance(10 * 24 * 3_600_000);
    usage.note('a');
    await usage.flush();
    clock.set(start);
    usage.note('b');
    await settled();
    expect(store.writes.at(-1)).toEqual({ b: start });
  });

  it('stores the last use when the server stops', async () => {
    usage.note('a');
    clock.advance(1_000);
    usage.note('a');
    await usage.beforeApplicationShutdown();
    expect(store.writes.at(-1)).toEqual({ a: start + 1_000 });
  });

  it('stores nothing when no key was used since the last flush', async () => {
    usage.note('a');
    await usage.flush();
    await usage.flush();
    expect(store.writes).toEqual([{ a: start }]);
  });

  it('keeps uses through an outage and stores the latest of each key afterwards', async () => {
    store.failing = true;
    usage.note('a');
    usage.note('b');
    await usage.flush();
    clock.advance(1_000);
    usage.note('b');
    store.failing = false;
    await usage.flush();
    expect(store.writes).toEqual([{ a: start, b: start + 1_000 }]);
  });
});
