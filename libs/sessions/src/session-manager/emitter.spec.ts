import { describe, expect, it } from '@jest/globals';
import { AwaitedEmitter } from './emitter.js';
import { aGate, isSettled, turn } from './testing/managers.js';

interface Events {
  dealt: [card: string, to: number];
  folded: [];
}

class Table extends AwaitedEmitter<Events> {
  deal(card = 'ace', to = 1): Promise<void> {
    return this.emit('dealt', card, to);
  }

  fold(): Promise<void> {
    return this.emit('folded');
  }
}

/** Creates a listener that records its calls. */
const noted = (): { calls: unknown[][]; listener: (...args: unknown[]) => void } => {
  const calls: unknown[][] = [];
  return { calls, listener: (...args) => void calls.push(args) };
};

const fails = (message: string) => (): Promise<void> => Promise.reject(new Error(message));
const throws = (message: string) => (): never => {
  throw new Error(message);
};

describe('the methods that add and remove listeners', () => {
  it('G10: on adds a listener until the returned function is called', async () => {
    const [table, { calls, listener }] = [new Table(), noted()];
    const off = table.on('dealt', listener);
    await table.deal('ace', 3);
    await table.deal('ten', 4);
    off();
    off();
    await table.deal();
    expect(calls).toEqual([
      ['ace', 3],
      ['ten', 4],
    ]);
  });

  it('G10: the returned function removes only its own listener if the same function was added twice', async () => {
    const [table, { calls, listener }] = [new Table(), noted()];
    table.on('folded', listener);
    const off = table.on('folded', listener);
    off();
    off();
    await table.fold();
    expect(calls).toHaveLength(1);
  });

  it('G10: off removes a listener of on, once and many, and no other', async () => {
    const [table, { calls, listener }, kept] = [new Table(), noted(), noted()];
    table.on('folded', listener);
    table.on('folded', kept.listener);
    table.once('folded', listener);
    table.many('folded', 3, listener);
    for (let times = 0; times < 3; times += 1) table.off('folded', listener);
    table.off('folded', () => undefined);
    table.off('dealt', kept.listener);
    await table.fold();
    expect([calls.length, kept.calls.length]).toEqual([0, 1]);
  });

  it('G10: once calls the listener once, many the given number of times', async () => {
    const [table, once, many] = [new Table(), noted(), noted()];
    table.once('folded', once.listener);
    table.many('folded', 3, many.listener);
    for (let times = 0; times < 5; times += 1) await table.fold();
    expect([once.calls.length, many.calls.length]).toEqual([1, 3]);
  });

  it('G10: once calls the listener once even if the listener emits the event again', async () => {
    const table = new Table();
    let calls = 0;
    table.once('folded', () => {
      calls += 1;
      return table.fold();
    });
    await table.fold();
    expect(calls).toBe(1);
  });

  it('G10: the functions that once and many return remove their listeners early', async () => {
    const [table, { calls, listener }] = [new Table(), noted()];
    table.once('folded', listener)();
    table.many('folded', 2, listener)();
    await table.fold();
    expect(calls).toEqual([]);
  });

  it.each([0, -1, NaN])('G10: many throws a RangeError for %d times', (times) => {
    expect(() => new Table().many('folded', times, () => undefined)).toThrow(RangeError);
  });

  it("G10: onAny calls the listener for every event, with its name, before the event's own listeners", async () => {
    const [table, { calls, listener }] = [new Table(), noted()];
    table.on('dealt', () => listener('the event’s own'));
    const off = table.onAny(listener);
    await table.deal('ten', 2);
    await table.fold();
    off();
    await table.fold();
    expect(calls).toEqual([['dealt', 'ten', 2], ['the event’s own'], ['folded']]);
  });

  it('G10: offAny removes one listener of onAny, or all of them, and no other', async () => {
    const [table, first, second, own] = [new Table(), noted(), noted(), noted()];
    table.onAny(first.listener);
    table.onAny(second.listener);
    table.on('folded', own.listener);
    table.offAny(first.listener);
    await table.fold();
    table.offAny();
    await table.fold();
    expect([first.calls.length, second.calls.length, own.calls.length]).toEqual([0, 1, 2]);
  });

  it('G10: on throws at once if the listener is not a function', () => {
    expect(() => new Table().on('folded', undefined as never)).toThrow(TypeError);
  });

  it('the types of the arguments are those of the event', () => {
    const table = new Table();
    table.on('dealt', (card, to) => card.toUpperCase() + to.toFixed());
    table.onAny((...event) => event[0] === 'dealt' && event[1].toUpperCase());
    table.onAny((event, card) => event.toUpperCase() + (card?.toUpperCase() ?? ''));
    table.onAny((event, ...rest) => event.toUpperCase() + rest.length.toFixed());
    // @ts-expect-error: not all events have a card
    table.onAny((_event, card) => card.toUpperCase());
    // @ts-expect-error: there is no such event
    table.on('shuffled', () => undefined);
    // @ts-expect-error: the second argument is a number
    table.on('dealt', (card: string, to: string) => card + to);
  });
});

describe('emit', () => {
  it('G10: starts the listeners in order without waiting in between, and waits for all', async () => {
    const [table, gate, order] = [new Table(), aGate(), [] as number[]];
    table.on('folded', () => {
      order.push(1);
    });
    table.on('folded', async () => {
      await gate.passed;
      order.push(2);
    });
    table.on('folded', async () => {
      await Promise.resolve();
      order.push(3);
    });
    const emission = table.fold();
    expect(await isSettled(emission)).toBe(false);
    gate.open();
    await emission;
    expect(order).toEqual([1, 3, 2]);
  });

  it('G10: does not call a listener that is added or removed while it runs', async () => {
    const [table, { calls, listener }] = [new Table(), noted()];
    table.on('folded', () => {
      table.on('folded', listener);
      table.off('folded', late);
    });
    const late = (): void => {
      listener('late');
    };
    table.on('folded', late);
    await table.fold();
    expect(calls).toEqual([]);
  });

  it('G11: rejects with the error of a listener that rejects, and still calls the others', async () => {
    const [table, { calls, listener }] = [new Table(), noted()];
    table.on('folded', fails('no chair'));
    table.on('folded', listener);
    await expect(table.fold()).rejects.toThrow('no chair');
    expect(calls).toHaveLength(1);
  });

  it('G11: rejects with the error of a listener that throws, and does not call those after it', async () => {
    const [table, before, after] = [new Table(), noted(), noted()];
    table.on('folded', before.listener);
    table.on('folded', throws('no table'));
    table.on('folded', after.listener);
    await expect(table.fold()).rejects.toThrow('no table');
    expect([before.calls.length, after.calls.length]).toEqual([1, 0]);
  });

  it.each([
    ['rejects', fails('late')],
    ['throws', throws('late')],
  ])('G11: waits for the other listeners when one %s', async (_how, failing) => {
    const [table, gate] = [new Table(), aGate()];
    table.on('folded', () => gate.passed);
    table.on('folded', failing);
    const emission = table.fold();
    expect(await isSettled(emission)).toBe(false);
    gate.open();
    await expect(emission).rejects.toThrow('late');
  });

  it('G11: rejects with one AggregateError if several listeners fail, in their order', async () => {
    const [table, gate] = [new Table(), aGate()];
    table.on('folded', () => gate.passed);
    table.on('folded', fails('second'));
    table.on('folded', throws('third'));
    const emission = table.fold();
    gate.fail(new Error('first'));
    await expect(emission).rejects.toMatchObject({
      name: 'AggregateError',
      errors: [new Error('first'), new Error('second'), new Error('third')],
    });
    await turn();
  });

  it('resolves without listeners', async () => {
    await expect(new Table().fold()).resolves.toBeUndefined();
  });
});
