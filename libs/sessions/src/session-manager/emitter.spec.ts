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

/** Listeners that write down when they are called. */
const noted = (): { calls: unknown[][]; listener: (...args: unknown[]) => void } => {
  const calls: unknown[][] = [];
  return { calls, listener: (...args) => void calls.push(args) };
};

const fails = (message: string) => (): Promise<void> => Promise.reject(new Error(message));
const throws = (message: string) => (): never => {
  throw new Error(message);
};

describe('listening', () => {
  it('G10: on listens until its off is called', async () => {
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

  it('G10: an off takes off its own listener only, where the same function was added twice', async () => {
    const [table, { calls, listener }] = [new Table(), noted()];
    table.on('folded', listener);
    const off = table.on('folded', listener);
    off();
    off();
    await table.fold();
    expect(calls).toHaveLength(1);
  });

  it('G10: off takes off a listener of on, once and many, and no other', async () => {
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

  it('G10: once listens once, many as often as it says', async () => {
    const [table, once, many] = [new Table(), noted(), noted()];
    table.once('folded', once.listener);
    table.many('folded', 3, many.listener);
    for (let times = 0; times < 5; times += 1) await table.fold();
    expect([once.calls.length, many.calls.length]).toEqual([1, 3]);
  });

  it('G10: once listens once although its listener emits the event again', async () => {
    const table = new Table();
    let calls = 0;
    table.once('folded', () => {
      calls += 1;
      return table.fold();
    });
    await table.fold();
    expect(calls).toBe(1);
  });

  it('G10: the off of once and of many ends them before their time', async () => {
    const [table, { calls, listener }] = [new Table(), noted()];
    table.once('folded', listener)();
    table.many('folded', 2, listener)();
    await table.fold();
    expect(calls).toEqual([]);
  });

  it.each([0, -1, NaN])('G10: many refuses to listen %d times', (times) => {
    expect(() => new Table().many('folded', times, () => undefined)).toThrow(RangeError);
  });

  it('G10: onAny listens to every event, by name, before the listeners of the event', async () => {
    const [table, { calls, listener }] = [new Table(), noted()];
    table.on('dealt', () => listener('the event’s own'));
    const off = table.onAny(listener);
    await table.deal('ten', 2);
    await table.fold();
    off();
    await table.fold();
    expect(calls).toEqual([['dealt', 'ten', 2], ['the event’s own'], ['folded']]);
  });

  it('G10: offAny takes off one listener of every event, or all of them, and none of one event', async () => {
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

  it('G10: what is no function is refused at once', () => {
    expect(() => new Table().on('folded', undefined as never)).toThrow(TypeError);
  });

  it('types: the arguments are those of the event', () => {
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

describe('emitting', () => {
  it('G10: starts the listeners in order without waiting between them, and waits for all', async () => {
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

  it('G10: calls neither a listener that is added meanwhile, nor one that is taken off', async () => {
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

  it('G11: a listener that rejects makes it reject with its error, and stops no other', async () => {
    const [table, { calls, listener }] = [new Table(), noted()];
    table.on('folded', fails('no chair'));
    table.on('folded', listener);
    await expect(table.fold()).rejects.toThrow('no chair');
    expect(calls).toHaveLength(1);
  });

  it('G11: a listener that throws makes it reject with its error, and stops those after it', async () => {
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
  ])('G11: it waits for the others when one %s', async (_how, failing) => {
    const [table, gate] = [new Table(), aGate()];
    table.on('folded', () => gate.passed);
    table.on('folded', failing);
    const emission = table.fold();
    expect(await isSettled(emission)).toBe(false);
    gate.open();
    await expect(emission).rejects.toThrow('late');
  });

  it('G11: several failures are one AggregateError, in the order of the listeners', async () => {
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

  it('resolves where nobody listens', async () => {
    await expect(new Table().fold()).resolves.toBeUndefined();
  });
});
