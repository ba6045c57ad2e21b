import { describe, expect, it } from '@jest/globals';
import { MemoryStore } from './memory-store.js';
import { describeStore, type Visitor } from './testing/store-conformance.js';

describeStore('MemoryStore', (now) => ({ store: new MemoryStore<Visitor>({ now }) }));
describeStore(
  'MemoryStore, rolling',
  (now) => ({ store: new MemoryStore<Visitor>({ now, rolling: true }) }),
  { rolling: true },
);

describe('A full MemoryStore', () => {
  it('drops the oldest session for a new one', () => {
    const store = new MemoryStore<string>({ maxSessions: 2 });
    store.set('a', 'Ada');
    store.set('b', 'Grace');
    store.set('a', 'Ada again');
    store.set('c', 'Mary');
    expect(store.get('a', 0)).toBeUndefined();
    expect(store.all()).toEqual(['Grace', 'Mary']);
  });

  it('drops the session that was set longest ago, if the store is rolling', () => {
    const store = new MemoryStore<string>({ maxSessions: 2, rolling: true });
    store.set('a', 'Ada');
    store.set('b', 'Grace');
    store.set('a', 'Ada again');
    store.set('c', 'Mary');
    expect(store.all()).toEqual(['Ada again', 'Mary']);
  });

  it('drops no session when an existing one is set again', () => {
    const store = new MemoryStore<string>({ maxSessions: 2 });
    store.set('a', 'Ada');
    store.set('b', 'Grace');
    store.set('b', 'Grace again');
    expect(store.all()).toEqual(['Ada', 'Grace again']);
  });
});

describe('MemoryStore', () => {
  it('V7, V8: calls onMissing with the reason why get returns nothing', () => {
    let time = 0;
    const missing: string[][] = [];
    const store = new MemoryStore<string>({ now: () => time, onMissing: (...why) => missing.push(why) });
    store.get('a', 0);
    store.set('a', 'Ada');
    time = 2;
    store.get('a', 1);
    expect(missing).toEqual([
      ['a', 'session does not exist'],
      ['a', 'session is expired'],
    ]);
  });
});

describe('MemoryStore without options', () => {
  it('uses the clock of the machine', () => {
    const store = new MemoryStore<string>();
    store.set('a', 'Ada');
    expect(store.get('a', 60_000)).toBe('Ada');
    expect(store.get('a', -60_000)).toBeUndefined();
  });
});
