import { describe, expect, it } from '@jest/globals';
import { Slots } from './slots.js';

describe('Slots', () => {
  it('lets a fixed number of callers in at once, and the others in the order in which they came', async () => {
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

  it('frees a slot only once, even if its holder leaves it several times', async () => {
    const slots = new Slots(1, 0);
    const leave = await slots.enter();
    leave?.();
    leave?.();
    expect(slots.enter()).toBeDefined();
    expect(slots.enter()).toBeUndefined();
  });

  describe('with shares', () => {
    const share = (holder: string) => [{ holder, part: 1 / 2 }];

    it('give one holder no more than its part of the slots and of the places in line', async () => {
      const slots = new Slots(4, 4);
      const ofAnn = Array.from({ length: 5 }, () => slots.enter(share('ann')));
      expect(ofAnn.map((entered) => entered !== undefined)).toEqual([true, true, true, true, false]);
      await Promise.all([slots.enter(share('bob')), slots.enter(share('bob'))]);
    });

    it('let others overtake a holder whose share is used up, and let that holder in when its share is free again', async () => {
      const slots = new Slots(2, 8);
      const order: string[] = [];
      const note = (name: string) => slots.enter(share(name))?.then(() => order.push(name));
      const leaveAnn = await slots.enter(share('ann'));
      const leaveBob = await slots.enter(share('bob'));
      const waiting = [note('ann'), note('eve')];
      leaveBob?.();
      await waiting[1];
      expect(order).toEqual(['eve']);
      leaveAnn?.();
      await waiting[0];
      expect(order).toEqual(['eve', 'ann']);
    });
  });
});
