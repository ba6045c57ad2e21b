import { describe, expect, test } from '@jest/globals';
import type { Interval } from './intervals.js';
import { rollUp, SLOT_MS, slotOf } from './credit.js';

const NOON = Date.UTC(2026, 0, 5, 12);
const path = ['view', 'tab'] as const;

const credit = (beginsVisit: boolean, ...spans: Interval[]) => ({ path, beginsVisit, spans });
const delta = (slot: number, ms: number, visits: number) => ({ slot, path, ms, visits });

test('slotOf returns the start of a quarter of an hour for each instant in it', () => {
  expect(SLOT_MS).toBe(900_000);
  expect(slotOf(NOON)).toBe(NOON);
  expect(slotOf(NOON + SLOT_MS - 1)).toBe(NOON);
  expect(slotOf(NOON + SLOT_MS)).toBe(NOON + SLOT_MS);
  expect(slotOf(NOON - 1)).toBe(NOON - SLOT_MS);
});

describe('rollUp', () => {
  test('returns one delta for a credit within a slot', () => {
    expect(rollUp(credit(true, { from: NOON + 1, to: NOON + 61 }))).toEqual([delta(NOON, 60, 1)]);
  });

  test('puts time before an edge into one slot, and time from the edge on into the next', () => {
    const edge = NOON + SLOT_MS;
    expect(rollUp(credit(true, { from: edge - 10, to: edge }))).toEqual([delta(NOON, 10, 1)]);
    expect(rollUp(credit(true, { from: edge, to: edge + 10 }))).toEqual([delta(edge, 10, 1)]);
  });

  test('splits a credit at the edges, and counts its visit in the first slot', () => {
    expect(rollUp(credit(true, { from: NOON - 1, to: NOON + SLOT_MS + 1 }))).toEqual([
      delta(NOON - SLOT_MS, 1, 1),
      delta(NOON, SLOT_MS, 0),
      delta(NOON + SLOT_MS, 1, 0),
    ]);
  });

  test('adds up the spans of a credit by slot', () => {
    const pieces = [
      { from: NOON + 10, to: NOON + 20 },
      { from: NOON + 30, to: NOON + 40 },
      { from: NOON + SLOT_MS, to: NOON + SLOT_MS + 5 },
    ];
    expect(rollUp(credit(true, ...pieces))).toEqual([delta(NOON, 20, 1), delta(NOON + SLOT_MS, 5, 0)]);
  });

  test('counts no visit if the credit begins none', () => {
    expect(rollUp(credit(false, { from: NOON, to: NOON + 10 }))).toEqual([delta(NOON, 10, 0)]);
  });

  test('returns nothing for a credit without time', () => {
    expect(rollUp(credit(true))).toEqual([]);
  });
});
