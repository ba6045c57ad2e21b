import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ManagedSession } from './managed-session.js';
import { create, type SessionManager } from './session-manager.js';
import { aGate, aManager, every, isSettled, KeptLog, persistedBy, type Player } from './testing/managers.js';

const players = async (
  manager: SessionManager<Player>,
  ...keys: string[]
): Promise<ManagedSession<Player>[]> => {
  const sessions: ManagedSession<Player>[] = [];
  for (const key of keys) {
    const session = await manager.create(key);
    await session.setUser(key, { coins: 1 });
    sessions.push(session);
  }
  return sessions;
};

/** Makes persisting fail for sessions of these keys. */
const failFor = (manager: SessionManager<Player>, ...keys: string[]): void => {
  manager.on('persistUserData', ({ key }) => {
    if (key !== undefined && keys.includes(key)) throw new Error(`no room for ${key}`);
  });
};

describe('persistAllUserData', () => {
  it('G23: persists the active sessions one after the other, in the order of their creation', async () => {
    const manager = aManager();
    const persisted = persistedBy(manager);
    const gate = aGate();
    manager.once('persistUserData', () => gate.passed);
    const [, bea] = await players(manager, 'anna', 'bea', 'carl', 'dora');
    await bea?.destroy();
    const all = manager.persistAllUserData();
    expect(await isSettled(all)).toBe(false);
    expect(persisted).toEqual(['anna']);
    gate.open();
    await expect(all).resolves.toBeUndefined();
    expect(persisted).toEqual(['anna', 'carl', 'dora']);
    await manager.persistAllUserData();
    expect(persisted.slice(3)).toEqual(['anna', 'carl', 'dora']);
  });

  it('G23: persists last the session whose persistNow was called before', async () => {
    const manager = aManager();
    const [anna] = await players(manager, 'anna', 'bea', 'carl');
    await anna?.persistNow();
    const persisted = persistedBy(manager);
    await manager.persistAllUserData();
    expect(persisted).toEqual(['bea', 'carl', 'anna']);
  });

  it('G23: resolves without sessions', async () => {
    await expect(aManager().persistAllUserData()).resolves.toBeUndefined();
  });

  it('G24: skips a session without user data', async () => {
    const manager = aManager();
    const persisted = persistedBy(manager);
    await manager.create('guest');
    await players(manager, 'anna');
    await manager.persistAllUserData();
    expect(persisted).toEqual(['anna']);
  });

  it('G25: persists each session once per run, even if persistNow is called for it in between', async () => {
    const manager = aManager();
    const persisted = persistedBy(manager);
    const [anna, bea] = await players(manager, 'anna', 'bea');
    const gate = aGate();
    manager.on('persistUserData', ({ key }) => (key === 'bea' ? gate.passed : undefined));
    const all = manager.persistAllUserData();
    await anna?.persistNow();
    expect(persisted).toEqual(['anna', 'bea', 'anna']);
    gate.open();
    await all;
    expect(persisted).toHaveLength(3);
    await bea?.destroy();
  });

  it('G25: ends even if its listeners persist other sessions', async () => {
    const manager = aManager();
    const persisted = persistedBy(manager);
    const [anna, bea] = await players(manager, 'anna', 'bea');
    manager.on('persistUserData', (session) => (session === anna ? bea : anna)?.persistNow());
    await manager.persistAllUserData();
    expect(persisted).toEqual(['anna', 'bea', 'bea', 'anna']);
  });

  it('G25: skips a session that is destroyed before its turn', async () => {
    const manager = aManager();
    const persisted = persistedBy(manager);
    const [, bea] = await players(manager, 'anna', 'bea');
    manager.once('persistUserData', () => bea?.destroy());
    await manager.persistAllUserData();
    expect(persisted).toEqual(['anna']);
  });

  it('G26: persists the other sessions if one fails, then rejects with that error', async () => {
    const manager = aManager();
    const persisted = persistedBy(manager);
    failFor(manager, 'anna');
    await players(manager, 'anna', 'bea');
    await expect(manager.persistAllUserData()).rejects.toEqual(new Error('no room for anna'));
    expect(persisted).toEqual(['anna', 'bea']);
  });

  it('G26: rejects with one AggregateError if several sessions fail', async () => {
    const manager = aManager();
    failFor(manager, 'anna', 'carl');
    await players(manager, 'anna', 'bea', 'carl');
    await expect(manager.persistAllUserData()).rejects.toMatchObject({
      name: 'AggregateError',
      message: '2 failures, see errors',
      errors: [new Error('no room for anna'), new Error('no room for carl')],
    });
  });

  it('G28: is meant to be called on the events in the option: willPersistUserDataOn returns true for those only', () => {
    const manager = aManager({ userData: { persistence: { events: ['disconnect', 'shutdown'] } } });
    const asked = ['disconnect', 'shutdown', 'start', '', 'toString', 'disc'];
    expect(asked.map((name) => manager.willPersistUserDataOn(name))).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(aManager().willPersistUserDataOn('shutdown')).toBe(false);
  });
});

describe('scheduled persistence', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  it('G27: persists all sessions after each interval', async () => {
    const manager = aManager(every('30s'));
    const persisted = persistedBy(manager);
    await players(manager, 'anna', 'bea');
    await jest.advanceTimersByTimeAsync(29_999);
    expect(persisted).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(persisted).toEqual(['anna', 'bea']);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(persisted).toHaveLength(6);
  });

  it('G27: skips a run while the last one is not finished', async () => {
    const manager = aManager(every('30s'));
    const persisted = persistedBy(manager);
    const gate = aGate();
    manager.once('persistUserData', () => gate.passed);
    await players(manager, 'anna', 'bea');
    await jest.advanceTimersByTimeAsync(90_000);
    expect(persisted).toEqual(['anna']);
    gate.open();
    await jest.advanceTimersByTimeAsync(29_999);
    expect(persisted).toEqual(['anna', 'bea']);
    await jest.advanceTimersByTimeAsync(1);
    expect(persisted).toEqual(['anna', 'bea', 'anna', 'bea']);
  });

  it('G27: skips a run while persistAllUserData runs', async () => {
    const manager = aManager(every('30s'));
    const persisted = persistedBy(manager);
    const gate = aGate();
    manager.once('persistUserData', () => gate.passed);
    await players(manager, 'anna', 'bea');
    const all = manager.persistAllUserData();
    await jest.advanceTimersByTimeAsync(60_000);
    gate.open();
    await all;
    expect(persisted).toEqual(['anna', 'bea']);
  });

  it('G27: does not keep the process alive', () => {
    const made = jest.spyOn(globalThis, 'setInterval');
    aManager(every('30s'));
    const [timer] = made.mock.results;
    expect((timer?.value as NodeJS.Timeout).hasRef()).toBe(false);
  });

  it('G27: logs a run that fails, and continues with the next', async () => {
    // An unhandled rejection would fail this test too: Jest watches for them.
    const log = new KeptLog();
    const manager = create<Player>({ log }, every('30s'));
    const persisted = persistedBy(manager);
    failFor(manager, 'anna');
    await players(manager, 'anna', 'bea');
    await jest.advanceTimersByTimeAsync(60_000);
    expect(persisted).toEqual(['anna', 'bea', 'anna', 'bea']);
    const errors = log.lines.filter((line) => line.startsWith('error'));
    expect(errors).toHaveLength(2);
    expect(errors[0]).toContain('Scheduled persistence of user data failed: Error: no room for anna');
  });

  it('G27: logs a failure with log.debug if the log has no method error', async () => {
    const lines: unknown[][] = [];
    const log = { debug: (...line: unknown[]) => lines.push(line) };
    const manager = create<Player>({ log }, every('30s'));
    failFor(manager, 'anna');
    await players(manager, 'anna');
    await jest.advanceTimersByTimeAsync(30_000);
    expect(lines.at(-1)).toEqual([
      'Scheduled persistence of user data failed: %s',
      new Error('no room for anna'),
    ]);
  });

  it('G30: stops at destroy, also for sessions created later', async () => {
    const manager = aManager(every('30s'));
    const persisted = persistedBy(manager);
    await players(manager, 'anna');
    await manager.destroy();
    await players(manager, 'bea');
    await jest.advanceTimersByTimeAsync(3_600_000);
    expect(persisted).toEqual([]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('G30: stops at destroy even if destroying a session fails', async () => {
    const manager = aManager(every('30s'));
    const persisted = persistedBy(manager);
    const [anna] = await players(manager, 'anna');
    anna?.on('beforeDestroy', () => Promise.reject(new Error('stays')));
    await expect(manager.destroy()).rejects.toThrow('stays');
    await jest.advanceTimersByTimeAsync(3_600_000);
    expect(persisted).toEqual([]);
  });

  it('G30: makes destroy wait for the current run, even if the run fails', async () => {
    const manager = aManager(every('30s'));
    const persisted = persistedBy(manager);
    const gate = aGate();
    manager.once('persistUserData', () => gate.passed);
    const [anna] = await players(manager, 'anna', 'bea');
    const events: string[] = [];
    anna?.onAny((event) => events.push(event));
    await jest.advanceTimersByTimeAsync(30_000);
    const destroyed = manager.destroy();
    expect(await isSettled(destroyed)).toBe(false);
    expect(events).toEqual([]);
    gate.fail(new Error('no room'));
    await destroyed;
    expect(persisted).toEqual(['anna', 'bea']);
    expect(events).toEqual(['beforeDestroy', 'destroy']);
  });

  it('G30: lets a listener that a run calls await destroy, which does not wait for that run', async () => {
    const manager = aManager(every('30s'));
    const persisted = persistedBy(manager);
    await players(manager, 'anna', 'bea');
    const destroyed: string[] = [];
    manager.once('persistUserData', async () => {
      await manager.destroy();
      destroyed.push('all');
    });
    await jest.advanceTimersByTimeAsync(30_000);
    expect([persisted, destroyed]).toEqual([['anna'], ['all']]);
    expect(manager.findByKey('bea')).toBeUndefined();
  });
});
