import { describe, expect, it } from '@jest/globals';
import { Slots } from './slots.js';

describe('Slots', () => {
  it('lets a number in at once, and others in the order in which they came', async () => {
    const slots = new Slots(1, 2);
    const order: string[] = [];
    const leave = await slots.enter();
    const waiting = ['a', 'b'].map(async (name) => {
      const leaveNow = await slots.enter();
      order.push(name);
      leaveNow?.();
    });
    expect(order).toEqual([]);
    leave?.();
    await Promise.all(waiting);
    expect(order).toEqual(['a', 'b']);
  });

  it('refuses whoever would make the line too long', async () => {
    const slots = new Slots(1, 1);
    const leave = await slots.enter();
    const next = slots.enter();
    expect(slots.enter()).toBeUndefined();
    leave?.();
    expect(await next).toBeDefined();
  });

  it('frees a slot once, however often it is left', async () => {
    const slots = new Slots(1, 0);
    const leave = await slots.enter();
    leave?.();
    leave?.();
    expect(slots.enter()).toBeDefined();
    expect(slots.enter()).toBeUndefined();
  });
});
