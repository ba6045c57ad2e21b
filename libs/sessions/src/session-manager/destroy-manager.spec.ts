import { describe, expect, it } from '@jest/globals';
import type { SessionManager } from './session-manager.js';
import { aGate, aManager, isSettled, persistedBy, type Player, turn } from './testing/managers.js';

/** Creates a manager with sessions a, b and c, each with a user. `events` gets each later event as "name key". */
const aStage = async (): Promise<{ manager: SessionManager<Player>; events: string[] }> => {
  const manager = aManager();
  for (const key of ['a', 'b', 'c']) await (await manager.create(key)).setUser(key, { coins: 1 });
  const events: string[] = [];
  manager.onAny((event, session) => events.push(`${event} ${session.key}`));
  return { manager, events };
};

/** Makes destroy fail for the sessions with these keys, until the returned function is called. */
const cling = (manager: SessionManager<Player>, ...keys: string[]): (() => void) =>
  manager.on('beforeDestroy', ({ key }) => {
    if (key !== undefined && keys.includes(key)) throw new Error(`${key} stays`);
  });

const findable = (manager: SessionManager<Player>): string[] =>
  ['a', 'b', 'c'].filter((key) => manager.findByKey(key));

describe('destroying a manager', () => {
  it('G29: destroys the sessions one by one, in order', async () => {
    const { manager, events } = await aStage();
    const gate = aGate();
    manager.findByKey('a')?.on('destroy', () => gate.passed);
    const destroyed = manager.destroy(true);
    await turn();
    expect(events).toEqual(['beforeDestroy a', 'persistUserData a', 'destroy a']);
    gate.open();
    await expect(destroyed).resolves.toBeUndefined();
    expect(events.slice(3)).toEqual([
      'beforeDestroy b',
      'persistUserData b',
      'destroy b',
      'beforeDestroy c',
      'persistUserData c',
      'destroy c',
    ]);
    expect(findable(manager)).toEqual([]);
    events.length = 0;
    await manager.persistAllUserData();
    expect(events).toEqual([]);
  });

  it('G29: resolves without sessions', async () => {
    await expect(aManager().destroy(true)).resolves.toBeUndefined();
  });

  it('G31: destroys the other sessions if one fails, then rejects with that error', async () => {
    const { manager } = await aStage();
    cling(manager, 'a');
    await expect(manager.destroy()).rejects.toEqual(new Error('a stays'));
    expect(findable(manager)).toEqual(['a']);
  });

  it('G31: rejects with one AggregateError if several sessions fail, and tries again at the next call', async () => {
    const { manager } = await aStage();
    const letGo = cling(manager, 'a', 'c');
    await expect(manager.destroy()).rejects.toMatchObject({
      name: 'AggregateError',
      errors: [new Error('a stays'), new Error('c stays')],
    });
    expect(findable(manager)).toEqual(['a', 'c']);
    letGo();
    await manager.destroy();
    expect(findable(manager)).toEqual([]);
  });

  it('G32: does nothing at the second call', async () => {
    const { manager, events } = await aStage();
    await manager.destroy();
    events.length = 0;
    await manager.destroy(true);
    expect(events).toEqual([]);
  });

  it('G32: a second call waits for the first, and can make it persist the sessions that remain', async () => {
    const { manager, events } = await aStage();
    const gate = aGate();
    manager.findByKey('a')?.on('destroy', () => gate.passed);
    const first = manager.destroy();
    await turn();
    const second = manager.destroy(true);
    expect(await isSettled(second)).toBe(false);
    gate.open();
    await Promise.all([first, second]);
    expect(events.filter((event) => event.startsWith('persist'))).toEqual([
      'persistUserData b',
      'persistUserData c',
    ]);
    expect(events.filter((event) => event.startsWith('destroy'))).toHaveLength(3);
  });

  it('G32: allows to create, find, persist and destroy sessions afterwards', async () => {
    const { manager } = await aStage();
    await manager.destroy();
    const session = await manager.create('a');
    await session.setUser(1, { coins: 1 });
    const persisted = persistedBy(manager);
    expect(manager.findByKey('a')).toBe(session);
    await manager.persistAllUserData();
    await manager.destroy(true);
    expect(persisted).toEqual(['a', 'a']);
    expect(findable(manager)).toEqual([]);
  });

  it.each([[[]], [[undefined]], [[false]]])('G33: persists nothing with the arguments %j', async (args) => {
    const { manager, events } = await aStage();
    await manager.destroy(...(args as [boolean?]));
    expect(events.some((event) => event.startsWith('persist'))).toBe(false);
    expect(events).toHaveLength(6);
  });

  it('G33: with the argument true, persists each session that has user data', async () => {
    const { manager, events } = await aStage();
    await manager.create('guest');
    await manager.destroy(true);
    expect(events.filter((event) => event.startsWith('persist'))).toEqual([
      'persistUserData a',
      'persistUserData b',
      'persistUserData c',
    ]);
  });
});
