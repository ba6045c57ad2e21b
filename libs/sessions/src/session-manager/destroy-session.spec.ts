import { describe, expect, it } from '@jest/globals';
import { aGate, aStage, isSettled, names, persistedBy, turn } from './testing/managers.js';

describe('destroying a session', () => {
  const ALL = ['m beforeDestroy', 's beforeDestroy', 'm destroy', 's destroy'];
  const PERSISTED = ['m beforeDestroy', 's beforeDestroy', 'm persistUserData', 'm destroy', 's destroy'];

  it('G18: emits beforeDestroy and destroy, each on the manager and then on the session', async () => {
    const { anna, events } = await aStage();
    await expect(anna.destroy()).resolves.toBeUndefined();
    expect(events).toEqual([
      ['m', 'beforeDestroy', anna],
      ['s', 'beforeDestroy'],
      ['m', 'destroy', anna],
      ['s', 'destroy'],
    ]);
  });

  it('G18: makes the session unfindable after beforeDestroy and before destroy', async () => {
    const { manager, anna } = await aStage();
    const found: unknown[] = [];
    for (const event of ['beforeDestroy', 'destroy'] as const) {
      manager.on(event, () => found.push(manager.findByKey('anna')));
      anna.on(event, () => found.push(manager.findByKey('anna')));
    }
    await anna.destroy();
    expect(found).toEqual([anna, anna, undefined, undefined]);
  });

  it('G18: waits in each step for the listeners of the step before', async () => {
    const { manager, anna, events } = await aStage();
    await anna.setUser(1, { coins: 3 });
    events.length = 0;
    const gates = [aGate(), aGate(), aGate(), aGate(), aGate()];
    const wait = (step: number) => () => gates[step]?.passed;
    manager.on('beforeDestroy', wait(0));
    anna.on('beforeDestroy', wait(1));
    manager.on('persistUserData', wait(2));
    manager.on('destroy', wait(3));
    anna.on('destroy', wait(4));
    const destroyed = anna.destroy(true);
    for (const [step, gate] of gates.entries()) {
      expect(await isSettled(destroyed)).toBe(false);
      expect(names(events)).toEqual(PERSISTED.slice(0, step + 1));
      gate.open();
    }
    await destroyed;
  });

  it("G18: calls the session's destroy listeners even if one of the manager's fails", async () => {
    const { manager, anna, events } = await aStage();
    manager.on('destroy', () => Promise.reject(new Error('of the manager')));
    anna.on('destroy', () => Promise.reject(new Error('of the session')));
    await expect(anna.destroy()).rejects.toMatchObject({
      errors: [new Error('of the manager'), new Error('of the session')],
    });
    expect(names(events)).toEqual(ALL);
    await anna.destroy();
    expect(events).toHaveLength(4);
  });

  it('G19: destroy(true) persists once, between the events beforeDestroy and destroy', async () => {
    const { anna, events } = await aStage();
    await anna.setUser(1, { coins: 3 });
    events.length = 0;
    await anna.destroy(true);
    expect(names(events)).toEqual(PERSISTED);
  });

  it.each([undefined, false])('G19: destroy(%p) persists nothing', async (persist) => {
    const { anna, events } = await aStage();
    await anna.setUser(1, { coins: 3 });
    events.length = 0;
    await anna.destroy(persist);
    expect(names(events)).toEqual(ALL);
  });

  it('G19: persists nothing if there is no user', async () => {
    const { anna, events } = await aStage();
    await anna.destroy(true);
    expect(names(events)).toEqual(ALL);
  });

  it('G20: emits nothing at the second call', async () => {
    const { anna, events } = await aStage();
    await anna.destroy();
    await anna.destroy(true);
    expect(names(events)).toEqual(ALL);
  });

  it.each(['beforeDestroy', 'destroy'] as const)(
    'G20: a second call waits for a first call that still waits for a listener of %s',
    async (event) => {
      const { anna, events } = await aStage();
      const gate = aGate();
      anna.on(event, () => gate.passed);
      const first = anna.destroy();
      await turn();
      const second = anna.destroy();
      expect(await isSettled(second)).toBe(false);
      gate.open();
      await Promise.all([first, second]);
      expect(names(events)).toEqual(ALL);
    },
  );

  it('G20: persists if a second call asks for it before the first call reaches that step', async () => {
    const { anna, events } = await aStage();
    await anna.setUser(1, { coins: 3 });
    events.length = 0;
    await Promise.all([anna.destroy(), anna.destroy(true), anna.destroy()]);
    expect(names(events)).toEqual(PERSISTED);
  });

  it('G20: persists if a second call asks for it while the first waits for a persistNow that fails', async () => {
    const { manager, anna, events } = await aStage();
    await anna.setUser(1, { coins: 3 });
    const gate = aGate();
    manager.once('persistUserData', () => gate.passed);
    const failed = expect(anna.persistNow()).rejects.toThrow('no room');
    const first = anna.destroy();
    await turn();
    events.length = 0;
    const second = anna.destroy(true);
    gate.fail(new Error('no room'));
    await Promise.all([failed, first, second]);
    expect(names(events)).toEqual(['m persistUserData', 'm destroy', 's destroy']);
  });

  it('G21: rejects if persisting fails, emits no destroy, and leaves the session active for another try', async () => {
    const { manager, anna, events } = await aStage();
    await anna.setUser(1, { coins: 3 });
    events.length = 0;
    manager.once('persistUserData', () => Promise.reject(new Error('no room')));
    await expect(anna.destroy(true)).rejects.toThrow('no room');
    expect(names(events)).toEqual(PERSISTED.slice(0, 3));
    expect(manager.findByKey('anna')).toBe(anna);
    await manager.persistAllUserData();
    events.length = 0;
    await anna.destroy();
    expect(names(events)).toEqual(ALL);
    expect(manager.findByKey('anna')).toBeUndefined();
  });

  it('G22: makes it impossible to persist or find the session again', async () => {
    const { manager, anna } = await aStage();
    await anna.setUser(1, { coins: 3 });
    await anna.destroy();
    const persisted = persistedBy(manager);
    await anna.persistNow();
    await anna.setUser(2, { coins: 4 });
    await anna.persistNow();
    await manager.persistAllUserData();
    await manager.destroy(true);
    expect(persisted).toEqual([]);
    expect(manager.findByKey('anna')).toBeUndefined();
  });

  it('G22: waits for a running persistNow, and the session stays removed', async () => {
    const { manager, anna, events } = await aStage();
    await anna.setUser(1, { coins: 3 });
    events.length = 0;
    const gate = aGate();
    manager.once('persistUserData', () => gate.passed);
    const persisted = anna.persistNow();
    const destroyed = anna.destroy();
    expect(await isSettled(destroyed)).toBe(false);
    expect(names(events)).toEqual(['m persistUserData', 'm beforeDestroy', 's beforeDestroy']);
    gate.open();
    await Promise.all([persisted, destroyed]);
    await manager.persistAllUserData();
    expect(names(events)).toEqual(['m persistUserData', ...ALL]);
    expect(manager.findByKey('anna')).toBeUndefined();
  });

  it('G22: waits for a persistNow that is called while destroy persists', async () => {
    const { manager, anna, events } = await aStage();
    await anna.setUser(1, { coins: 3 });
    events.length = 0;
    const [first, second] = [aGate(), aGate()];
    manager.once('persistUserData', () => first.passed);
    const destroyed = anna.destroy(true);
    await turn();
    const persisted = anna.persistNow();
    manager.once('persistUserData', () => second.passed);
    first.open();
    await turn();
    expect(names(events).slice(2)).toEqual(['m persistUserData', 'm persistUserData']);
    expect(manager.findByKey('anna')).toBe(anna);
    second.open();
    await Promise.all([destroyed, persisted]);
    expect(names(events).slice(4)).toEqual(['m destroy', 's destroy']);
  });
});

describe('a listener that awaits an operation which waits for the listener', () => {
  it.each(['beforeDestroy', 'destroy'] as const)(
    'G20: can await destroy in %s; that second call resolves at once',
    async (event) => {
      const { anna, events } = await aStage();
      anna.on(event, async () => {
        await turn();
        await anna.destroy();
      });
      await anna.destroy();
      expect(events).toHaveLength(4);
    },
  );

  it('G22: can destroy the session that it persists', async () => {
    const { manager, anna, events } = await aStage();
    await anna.setUser(1, { coins: 3 });
    events.length = 0;
    manager.on('persistUserData', (session) => session.destroy());
    // A second persistNow in the queue must not block the first.
    await Promise.all([anna.persistNow(), anna.persistNow()]);
    expect(names(events)).toEqual([
      'm persistUserData',
      'm beforeDestroy',
      's beforeDestroy',
      'm destroy',
      's destroy',
    ]);
  });

  it('G22: can destroy the session that it persists while an earlier destroy waits for it to finish', async () => {
    const { manager, anna, events } = await aStage();
    await anna.setUser(1, { coins: 3 });
    events.length = 0;
    const gate = aGate();
    manager.on('persistUserData', async (session) => {
      await gate.passed;
      await session.destroy();
    });
    const [persisted, destroyed] = [anna.persistNow(), anna.destroy()];
    await turn();
    gate.open();
    await Promise.all([persisted, destroyed]);
    expect(names(events).slice(3)).toEqual(['m destroy', 's destroy']);
  });

  it('G25: can call persistNow for the session that it persists, which does nothing', async () => {
    const { manager, anna } = await aStage();
    await anna.setUser(1, { coins: 3 });
    const persisted = persistedBy(manager);
    manager.on('persistUserData', async (session) => {
      await turn();
      await session.persistNow();
    });
    await Promise.all([anna.persistNow(), anna.persistNow()]);
    expect(persisted).toEqual(['anna', 'anna']);
  });
});
