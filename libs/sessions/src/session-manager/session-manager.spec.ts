import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { create, ManagedSession, SessionManager } from '../manager.js';
import { aManager, every, KeptLog, persistedBy } from './testing/managers.js';

const persistence = (settings: object): object => ({ userData: { persistence: settings } });

afterEach(() => {
  jest.useRealTimers();
});

describe('create and the constructor of SessionManager', () => {
  it('G1: return a SessionManager from create(apis, options)', () => {
    const manager = create({ log: new KeptLog() }, persistence({ events: ['shutdown'] }));
    expect(manager).toBeInstanceOf(SessionManager);
    expect(manager.willPersistUserDataOn('shutdown')).toBe(true);
  });

  it('G1: return a SessionManager from the constructor with the same arguments', () => {
    const manager = new SessionManager({ log: new KeptLog() }, persistence({ events: ['shutdown'] }));
    expect(manager.willPersistUserDataOn('shutdown')).toBe(true);
  });

  it('G2: give each session a child of the log, to which it writes with debug()', async () => {
    const log = new KeptLog();
    const session = await create({ log }).create('anna');
    await session.start();
    await session.setUser(7, {});
    await session.destroy();
    expect(log.lines).toEqual([
      'debug [anna] Session is created with key anna',
      'debug [anna] Session starts',
      'debug [anna] Session belongs to user 7',
      'debug [anna] Session ends',
    ]);
  });

  it('G2: accept a log without child', async () => {
    const lines: string[] = [];
    const session = await create({ log: { debug: (line) => lines.push(line) } }).create();
    await session.start();
    expect(lines).toHaveLength(2);
  });

  it.each([[undefined], [null], [{}], [{ log: {} }]])(
    'G2: throw a TypeError for apis %p without a log',
    (apis) => {
      expect(() => create(apis as never)).toThrow(
        new TypeError('apis.log must be a logger with a method debug'),
      );
    },
  );

  it.each([[undefined], [null], [{}], [{ userData: {} }]])('G2: accept the options %p', (options) => {
    expect(aManager(options).willPersistUserDataOn('shutdown')).toBe(false);
  });

  it('G2: copy the options, so that later changes have no effect', () => {
    const events = ['shutdown'];
    const options = persistence({ events });
    const manager = aManager(options);
    events[0] = 'disconnect';
    Object.assign(options, persistence({ events: [] }));
    expect(manager.willPersistUserDataOn('shutdown')).toBe(true);
    expect(manager.willPersistUserDataOn('disconnect')).toBe(false);
  });

  it('G3: start no timer without settings, so that nothing is persisted on a schedule', async () => {
    jest.useFakeTimers();
    const manager = aManager(persistence({}));
    const persisted = persistedBy(manager);
    await (await manager.create('a')).setUser(1, { coins: 1 });
    expect(jest.getTimerCount()).toBe(0);
    await jest.advanceTimersByTimeAsync(86_400_000);
    expect(persisted).toEqual([]);
  });

  it('G3: accept events without interval, and interval without events', () => {
    jest.useFakeTimers();
    expect(aManager(persistence({ events: ['x'] })).willPersistUserDataOn('x')).toBe(true);
    expect(jest.getTimerCount()).toBe(0);
    expect(aManager(every('5s')).willPersistUserDataOn('x')).toBe(false);
    expect(jest.getTimerCount()).toBe(1);
  });

  it('G3: reject events that are not a list, with the name of the option', () => {
    expect(() => aManager(persistence({ events: 'shutdown' }))).toThrow(
      new TypeError('options.userData.persistence.events must be a list of names'),
    );
  });

  it.each(['', '0', 0])('G4: start no timer for an interval of %j', (interval) => {
    jest.useFakeTimers();
    aManager(every(interval));
    expect(jest.getTimerCount()).toBe(0);
  });

  it.each([
    ['1m30s', 90_000],
    ['1.5 min', 90_000],
    ['500', 500],
    [250, 250],
  ])('G4: persist user data after an interval of %j, which is %d ms', async (interval, ms) => {
    jest.useFakeTimers();
    const manager = aManager(every(interval));
    const persisted = persistedBy(manager);
    await (await manager.create('a')).setUser(1, { coins: 1 });
    await jest.advanceTimersByTimeAsync(ms - 1);
    expect(persisted).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(persisted).toEqual(['a']);
  });

  it.each(['abc', '-5s', -5, NaN])('G4: reject an interval of %p', (interval) => {
    expect(() => aManager(every(interval))).toThrow(/^options\.userData\.persistence\.interval must be/);
  });

  it('G4: shorten an interval to the longest time that a timer can wait', async () => {
    jest.useFakeTimers();
    const manager = aManager(every('30 days'));
    const persisted = persistedBy(manager);
    await (await manager.create('a')).setUser(1, { coins: 1 });
    // setInterval with a longer time would not wait at all.
    await jest.advanceTimersByTimeAsync(1000);
    expect(persisted).toEqual([]);
    await jest.advanceTimersByTimeAsync(2 ** 31 - 1 - 1000);
    expect(persisted).toEqual(['a']);
  });
});

describe('creating and finding sessions', () => {
  it('G5: create emits "created", then returns the session with its key', async () => {
    const manager = aManager();
    const created: unknown[] = [];
    manager.on('created', async (session) => {
      await Promise.resolve();
      created.push(session);
    });
    const session = await manager.create('anna');
    expect(session).toBeInstanceOf(ManagedSession);
    expect(session.key).toBe('anna');
    expect(created).toEqual([session]);
  });

  it('G5: a listener of "created" finds the session', async () => {
    const manager = aManager();
    const found: unknown[] = [];
    manager.on('created', () => found.push(manager.findByKey('anna')));
    expect(found).toEqual([]);
    const session = await manager.create('anna');
    expect(found).toEqual([session]);
  });

  it.each([undefined, ''])("G6: a session with the key %j is active, and can't be found", async (key) => {
    const manager = aManager();
    const persisted = persistedBy(manager);
    const session = await manager.create(key);
    await session.setUser(1, { coins: 1 });
    expect(session.key).toBeUndefined();
    expect(manager.findByKey('')).toBeUndefined();
    expect(manager.findByKey('undefined')).toBeUndefined();
    await manager.persistAllUserData();
    expect(persisted).toEqual([undefined]);
    const destroyed: unknown[] = [];
    session.on('destroy', () => destroyed.push('destroyed'));
    await manager.destroy();
    expect(destroyed).toEqual(['destroyed']);
  });

  it('G7: findByKey returns the active session with the key, or undefined if there is none', async () => {
    const manager = aManager();
    const anna = await manager.create('anna');
    const bea = await manager.create('bea');
    expect(manager.findByKey('anna')).toBe(anna);
    expect(manager.findByKey('nobody')).toBeUndefined();
    await anna.destroy();
    expect(manager.findByKey('anna')).toBeUndefined();
    expect(manager.findByKey('bea')).toBe(bea);
  });

  it.each(['toString', '__proto__', 'constructor'])('G7: %s is a key like any other', async (key) => {
    const manager = aManager();
    expect(manager.findByKey(key)).toBeUndefined();
    const session = await manager.create(key);
    expect(manager.findByKey(key)).toBe(session);
  });

  it('G7: a key that is a number is found by the number and by its text', async () => {
    const manager = aManager();
    const session = await manager.create(0);
    expect([manager.findByKey(0), manager.findByKey('0'), session.key]).toEqual([session, session, '0']);
  });

  it('G8: findByKey returns the newer of two sessions, also after the older is destroyed', async () => {
    const manager = aManager();
    const persisted = persistedBy(manager);
    const [older, newer] = [await manager.create('anna'), await manager.create('anna')];
    for (const session of [older, newer]) await session.setUser(1, { coins: 1 });
    await manager.persistAllUserData();
    expect(persisted).toEqual(['anna', 'anna']);
    expect(manager.findByKey('anna')).toBe(newer);
    await older.destroy();
    expect(manager.findByKey('anna')).toBe(newer);
  });

  it('G8: findByKey returns the older of two sessions after the newer is destroyed', async () => {
    const manager = aManager();
    const [older, newer] = [await manager.create('anna'), await manager.create('anna')];
    await newer.destroy();
    expect(manager.findByKey('anna')).toBe(older);
    await older.destroy();
    expect(manager.findByKey('anna')).toBeUndefined();
  });

  it('G9: create rejects and leaves no session if a listener of "created" fails', async () => {
    const manager = aManager();
    const persisted = persistedBy(manager);
    const events: string[] = [];
    manager.once('created', async (session) => {
      await session.setUser(1, { coins: 1 });
      throw new Error('full house');
    });
    await expect(manager.create('anna')).rejects.toThrow('full house');
    manager.onAny((event) => events.push(event));
    expect(manager.findByKey('anna')).toBeUndefined();
    await manager.persistAllUserData();
    await manager.destroy(true);
    expect([persisted, events]).toEqual([[], []]);
  });
});
