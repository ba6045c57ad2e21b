import { describe, expect, it } from '@jest/globals';
import { aGate, aStage, isSettled, names, turn } from './testing/managers.js';

describe('values of a session', () => {
  it('G13: are returned by get as the same object, also if falsy or set again', async () => {
    const { anna } = await aStage();
    const client = { send: () => undefined };
    anna.set('client', client);
    expect(anna.get('client')).toBe(client);
    for (const falsy of [0, '', false, null]) {
      anna.set('client', falsy);
      expect(anna.get('client')).toBe(falsy);
    }
  });

  it.each(['client', 'toString', '__proto__'])('G13: include %s only after it is set', async (key) => {
    const { anna } = await aStage();
    expect(anna.get(key)).toBeUndefined();
    anna.set(key, 1);
    expect(anna.get(key)).toBe(1);
  });

  it('G13: belong to one session only', async () => {
    const { manager, anna } = await aStage();
    const bea = await manager.create('bea');
    anna.set('chair', 1);
    expect(bea.get('chair')).toBeUndefined();
  });

  it('G14: userId and userData are undefined before setUser, then what setUser was given', async () => {
    const { anna } = await aStage();
    expect([anna.userId, anna.userData]).toEqual([undefined, undefined]);
    const data = { coins: 3 };
    await anna.setUser('u1', data);
    expect(anna.userId).toBe('u1');
    expect(anna.userData).toBe(data);
  });
});

describe('events of a session', () => {
  it('G12: have the session as first argument on the manager, and not on the session', async () => {
    const { anna, events } = await aStage();
    await anna.start();
    await anna.setUser(1, { coins: 3 });
    await anna.destroy();
    for (const [of, , ...args] of events) expect(args.includes(anna)).toBe(of === 'm');
    for (const [of, , first] of events) if (of === 'm') expect(first).toBe(anna);
  });

  it("G10: call the session's listeners after the manager's have finished", async () => {
    const { manager, anna, events } = await aStage();
    const gate = aGate();
    manager.on('started', () => gate.passed);
    const started = anna.start();
    await turn();
    expect(names(events)).toEqual(['m started']);
    gate.open();
    await started;
    expect(names(events)).toEqual(['m started', 's started']);
  });

  it('G11: make the method that emits them reject if a listener fails', async () => {
    const { manager, anna } = await aStage();
    anna.once('started', () => Promise.reject(new Error('of the session')));
    await expect(anna.start()).rejects.toThrow('of the session');
    manager.once('identified', () => {
      throw new Error('of the manager');
    });
    await expect(anna.setUser(1, { coins: 1 })).rejects.toThrow('of the manager');
    manager.once('persistUserData', () => Promise.reject(new Error('of the disk')));
    await expect(anna.persistNow()).rejects.toThrow('of the disk');
  });

  it('G15: at each call of start, "started" is emitted on the manager, then on the session', async () => {
    const { anna, events } = await aStage();
    await expect(anna.start()).resolves.toBeUndefined();
    expect(events).toEqual([
      ['m', 'started', anna],
      ['s', 'started'],
    ]);
    await anna.start();
    expect(events).toHaveLength(4);
  });

  it('G16: after setUser has set the user, "identified" is emitted on the manager, then on the session', async () => {
    const { manager, anna, events } = await aStage();
    const [data, seen] = [{ coins: 3 }, [] as unknown[]];
    manager.on('identified', ({ userId, userData }) => seen.push([userId, userData]));
    await anna.setUser(0, data);
    expect(seen).toEqual([[0, data]]);
    expect(events).toEqual([
      ['m', 'identified', anna, 0, data],
      ['s', 'identified', 0, data],
    ]);
  });

  it('G16: are emitted again by a second setUser, which replaces the user', async () => {
    const { anna, events } = await aStage();
    await anna.setUser(0, { coins: 3 });
    await anna.setUser('zero', { coins: 4 });
    expect([anna.userId, anna.userData]).toEqual(['zero', { coins: 4 }]);
    expect(events.at(-1)).toEqual(['s', 'identified', 'zero', { coins: 4 }]);
    expect(events).toHaveLength(4);
  });
});

describe('persistNow', () => {
  it('G17: emits "persistUserData" once on the manager, without delay, and waits for its listeners', async () => {
    const { manager, anna, events } = await aStage();
    await anna.setUser(1, { coins: 3 });
    events.length = 0;
    const gate = aGate();
    manager.on('persistUserData', () => gate.passed);
    const persisted = anna.persistNow();
    expect(events).toEqual([['m', 'persistUserData', anna]]);
    expect(await isSettled(persisted)).toBe(false);
    gate.open();
    await expect(persisted).resolves.toBeUndefined();
    expect(events).toHaveLength(1);
  });

  it('G17: emits nothing before setUser, and persists user data that is null', async () => {
    const { anna, events } = await aStage();
    await anna.persistNow();
    expect(events).toEqual([]);
    await anna.setUser(1, null as never);
    await anna.persistNow();
    expect(names(events).at(-1)).toBe('m persistUserData');
  });

  it('G14, G17: persists nothing for a user without user data', async () => {
    const { manager, anna, events } = await aStage();
    await anna.setUser(1, undefined as never);
    await anna.persistNow();
    await manager.persistAllUserData();
    await anna.destroy(true);
    expect(names(events)).not.toContain('m persistUserData');
    expect(names(events)).toContain('m destroy');
  });

  it('G17: called twice at once persists twice, one after the other, even if the first fails', async () => {
    const { manager, anna, events } = await aStage();
    await anna.setUser(1, { coins: 3 });
    events.length = 0;
    const gate = aGate();
    manager.once('persistUserData', () => gate.passed);
    const [first, second] = [anna.persistNow(), anna.persistNow()];
    const failed = expect(first).rejects.toThrow('no room');
    expect(await isSettled(second)).toBe(false);
    expect(events).toHaveLength(1);
    gate.fail(new Error('no room'));
    await failed;
    await second;
    expect(events).toHaveLength(2);
  });
});
