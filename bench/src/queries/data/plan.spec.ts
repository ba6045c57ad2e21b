import { describe, expect, it } from '@jest/globals';
import { type DataSize, DAY_MS, latestEnd } from './data-size.js';
import { type PlannedSession, planSessions } from './plan.js';

const SIZE: DataSize = {
  sessions: 2_000,
  days: 9,
  users: 40,
  views: 10,
  seed: 1,
  until: Date.UTC(2026, 5, 10, 15),
};
const begin = Date.UTC(2026, 5, 2);

const startOf = ({ stays }: PlannedSession): number => stays[0]?.from ?? NaN;
const endOf = ({ stays }: PlannedSession): number => stays.at(-1)?.to ?? NaN;

describe('planSessions', () => {
  const planned = [...planSessions(SIZE)];

  it('plans the same sessions for the same seed, and others for another seed', () => {
    const textOf = (size: DataSize): string => JSON.stringify([...planSessions(size)]);
    expect(textOf(SIZE)).toBe(JSON.stringify(planned));
    expect(textOf({ ...SIZE, seed: 2 })).not.toBe(JSON.stringify(planned));
  });

  it('plans exactly as many sessions as it is asked for, in order of their start, within the days', () => {
    expect(planned).toHaveLength(SIZE.sessions);
    const starts = planned.map(startOf);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    expect(Math.min(...starts)).toBeGreaterThanOrEqual(begin);
    expect(Math.max(...planned.map(endOf))).toBeLessThanOrEqual(SIZE.until);
  });

  it('plans some ten stays for each session, the first view most often, and never the same path in two stays in a row', () => {
    const stays = planned.flatMap((session) => session.stays);
    expect(stays.length / planned.length).toBeGreaterThan(8);
    expect(stays.length / planned.length).toBeLessThan(11);
    const first = stays.filter(({ path }) => path[0] === '/view/00').length;
    const last = stays.filter(({ path }) => path[0] === '/view/09').length;
    expect(first).toBeGreaterThan(5 * last);
    const wrong = planned.filter(({ stays }) =>
      stays.some(({ path, from, to }, index) => {
        const before = stays[index - 1];
        return to <= from || (before && (from < before.to || path.join() === before.path.join()));
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('numbers the sessions of a client, ends each before the next one starts, and marks the last one', () => {
    const byClient = new Map<string, PlannedSession[]>();
    for (const session of planned) {
      const key = `${session.user} ${session.client}`;
      byClient.set(key, [...(byClient.get(key) ?? []), session]);
    }
    for (const sessions of byClient.values()) {
      expect(sessions.map(({ ordinal }) => ordinal)).toEqual(sessions.map((_, index) => index + 1));
      expect(sessions.filter(({ isLast }) => isLast)).toEqual(sessions.slice(-1));
      const pauses = sessions.slice(1).map((session, index) => {
        const before = sessions[index];
        return startOf(session) - (before ? endOf(before) : NaN);
      });
      expect(Math.min(...pauses)).toBeGreaterThan(300_000);
    }
  });

  it('leaves some sessions active at the end', () => {
    expect(planned.filter((session) => endOf(session) === SIZE.until).length).toBeGreaterThan(3);
  });
});

describe('latestEnd', () => {
  it('returns 15:00 of today, or of the last working day before if today is no working day or it is not 15:00 yet', () => {
    const monday = Date.UTC(2026, 5, 8);
    const friday = Date.UTC(2026, 5, 5);
    const afternoon = (15 / 24) * DAY_MS;
    expect(latestEnd(monday + afternoon)).toBe(monday + afternoon);
    expect(latestEnd(monday + afternoon - 1)).toBe(friday + afternoon);
    expect(latestEnd(friday + 2 * DAY_MS)).toBe(friday + afternoon);
  });
});
