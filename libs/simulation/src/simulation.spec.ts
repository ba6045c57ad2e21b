import {
  foldPing,
  isLegalString,
  MAX_ELAPSED_MS,
  pathKey,
  type PathTotal,
  type SessionTime,
  startSession,
} from '@dwell/shared';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { SimulatedPing } from './page.js';
import { createPeople, type Person } from './people.js';
import { pingsOf, type SimulationOptions } from './simulation.js';
import { DAY, HOUR, MINUTE } from './calendar.js';

const MONDAY = Date.UTC(2026, 5, 1);
const INTERVAL = MINUTE;
const OPTIONS: SimulationOptions = {
  seed: 'spec',
  utcOffsetMinutes: 0,
  keepaliveIntervalMs: INTERVAL,
  presence: 'hours of work',
};
const PEOPLE = createPeople(40);

const during = (
  person: Person,
  days: number,
  { from = MONDAY, ...options }: Partial<SimulationOptions> & { from?: number } = {},
): SimulatedPing[] => {
  const pings: SimulatedPing[] = [];
  for (const ping of pingsOf(person, from, { ...OPTIONS, ...options })) {
    if (ping.at >= from + days * DAY) break;
    pings.push(ping);
  }
  return pings;
};

const all = (persona: Person['persona']['name']): Person[] =>
  PEOPLE.filter((person) => person.persona.name === persona);

const one = (persona: Person['persona']['name']): Person => {
  const [first] = all(persona);
  if (!first) throw new Error(`Nobody is a ${persona}`);
  return first;
};

/** Returns each ping with the previous ping of its page. */
const pairsOf = (pings: readonly SimulatedPing[]): [SimulatedPing, SimulatedPing][] => {
  const last = new Map<string, SimulatedPing>();
  return pings.flatMap((ping) => {
    const before = last.get(ping.pageId);
    last.set(ping.pageId, ping);
    return before ? [[before, ping] as [SimulatedPing, SimulatedPing]] : [];
  });
};

const hourOf = ({ at }: SimulatedPing): number => new Date(at).getUTCHours();
const weekdayOf = ({ at }: SimulatedPing): number => new Date(at).getUTCDay();
const shareOf = <T>(list: readonly T[], is: (element: T) => boolean): number =>
  list.filter(is).length / list.length;

const anyone = fc.constantFrom(...PEOPLE);
const moments = fc.integer({ min: MONDAY, max: MONDAY + 60 * DAY });
const offsets = fc.constantFrom(-480, -210, 0, 60, 345, 720);

describe('the pings of one person', () => {
  it('are the same for the same seed, and differ for another seed', () => {
    const analyst = one('analyst');
    expect(during(analyst, 3)).toEqual(during(analyst, 3));
    expect(during(analyst, 3, { seed: 'other' })).not.toEqual(during(analyst, 3));
  });

  it('are the same from an instant on, whether the stream begins at that instant or earlier', () => {
    fc.assert(
      fc.property(
        anyone,
        moments,
        fc.integer({ max: 3 * DAY, min: 0 }),
        offsets,
        (person, from, later, offset) => {
          const long = during(person, 4, { from, utcOffsetMinutes: offset });
          const short = during(person, 4 - later / DAY, { from: from + later, utcOffsetMinutes: offset });
          expect(short).toEqual(long.filter(({ at }) => at >= from + later));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('begin no earlier than the given instant, and their times never go back', () => {
    fc.assert(
      fc.property(anyone, moments, offsets, fc.string(), (person, from, utcOffsetMinutes, seed) => {
        let last = from;
        for (const { at } of during(person, 2, { from, utcOffsetMinutes, seed })) {
          expect(at).toBeGreaterThanOrEqual(last);
          last = at;
        }
      }),
      { numRuns: 40 },
    );
  });

  it('are legal by the contract', () => {
    fc.assert(
      fc.property(anyone, moments, fc.string(), (person, from, seed) => {
        const odd = during(person, 2, { from, seed }).filter(
          ({ at, path, pageId, client, elapsedMs = 0 }) =>
            !Number.isInteger(at) ||
            path.length > 2 ||
            ![...path, pageId, client].every(isLegalString) ||
            !Number.isInteger(elapsedMs) ||
            elapsedMs < 0 ||
            elapsedMs > MAX_ELAPSED_MS,
        );
        expect(odd).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it("measure at most the time since the page's last ping", () => {
    for (const person of PEOPLE.slice(0, 10)) {
      const pairs = pairsOf(during(person, 7));
      const tooLong = pairs.filter(([before, ping]) => (ping.elapsedMs ?? 0) > ping.at - before.at);
      expect(tooLong).toEqual([]);
    }
  });

  it('make sessions in which the totals of the paths add up to the visible time', () => {
    const rules = { aliveMs: 5 * MINUTE, keepaliveIntervalMs: INTERVAL };
    for (const person of [one('operator'), one('analyst'), one('developer'), one('manager')]) {
      const totals = new Map<string, PathTotal>();
      const [first, ...pings] = during(person, 1);
      if (!first) continue;
      let session: SessionTime = { state: startSession(first.at), totals, trail: [] };
      for (const ping of [first, ...pings]) {
        const { state, changedTotal, shownTotal, trail } = foldPing(session, ping, ping.at, rules);
        for (const total of [changedTotal, shownTotal]) if (total) totals.set(pathKey(total.path), total);
        session = { state, totals, trail };
      }
      const { start, lastPing, visibleMs } = session.state;
      const sum = [...session.totals.values()].reduce((ms, total) => ms + total.ms, 0);
      expect(sum).toBe(visibleMs);
      expect(visibleMs).toBeGreaterThan(0);
      expect(visibleMs).toBeLessThanOrEqual(lastPing - start);
    }
  });
});

describe('the rhythm of the week', () => {
  const office = [...all('analyst'), ...all('developer')].flatMap((person) => during(person, 14));

  it('office people work mostly from Monday to Friday by day', () => {
    const atWork = (ping: SimulatedPing): boolean =>
      weekdayOf(ping) >= 1 && weekdayOf(ping) <= 5 && hourOf(ping) >= 7 && hourOf(ping) < 20;
    expect(shareOf(office, atWork)).toBeGreaterThan(0.95);
    expect(shareOf(office, (ping) => weekdayOf(ping) % 6 === 0)).toBeLessThan(0.03);
  });

  it('office people have a lunch break', () => {
    const at = (hour: number): number => office.filter((ping) => hourOf(ping) === hour).length;
    expect(at(12)).toBeLessThan(0.6 * at(11));
    expect(at(12)).toBeLessThan(0.6 * at(14));
  });

  it("the working hours follow the people's time zone", () => {
    const [analyst] = all('analyst');
    const hours = during(analyst ?? one('analyst'), 5, { utcOffsetMinutes: 345 });
    const atHome = hours.map((ping) => ({ ...ping, at: ping.at + 345 * MINUTE }));
    expect(shareOf(atHome, (ping) => hourOf(ping) >= 7 && hourOf(ping) < 20)).toBeGreaterThan(0.95);
  });

  it('operators together work in every hour of the week', () => {
    const slots = new Set(
      all('operator').flatMap((person) => during(person, 7).map(({ at }) => Math.floor(at / HOUR))),
    );
    expect(slots.size).toBe(7 * 24);
  });

  it('a manager uses the application for less than an hour a day on average', () => {
    const minutesADay = all('manager').map((manager) => during(manager, 5).length / 5);
    expect(Math.max(...minutesADay)).toBeLessThan(60);
    expect(Math.max(...minutesADay)).toBeGreaterThan(1);
  });

  it('a wall screen shows one page for more than eight days, visible until the page is closed', () => {
    const pings = during(one('wall screen'), 18);
    const pages = Map.groupBy(pings, ({ pageId }) => pageId);
    const longest = Math.max(
      ...[...pages.values()].map((page) => (page.at(-1)?.at ?? 0) - (page[0]?.at ?? 0)),
    );
    expect(longest).toBeGreaterThan(8 * DAY);
    expect(pings.every(({ visible, kind }) => visible || kind === 'session-hide')).toBe(true);
    expect(pings.filter(({ visible }) => !visible).length).toBeLessThanOrEqual(pages.size);
  });
});

describe('the views that people use', () => {
  const viewsOf = (person: Person): string[] => {
    const ms = new Map<string, number>();
    for (const { path, elapsedMs = 0 } of during(person, 28)) {
      ms.set(path[0], (ms.get(path[0]) ?? 0) + elapsedMs);
    }
    return [...ms].sort(([, a], [, b]) => b - a).map(([view]) => view);
  };

  it('are, for one analyst, some favourites and a long tail', () => {
    const analyst = one('analyst');
    const [favourite] = viewsOf(analyst);
    const pings = during(analyst, 28);
    expect(shareOf(pings, ({ path }) => path[0] === favourite)).toBeGreaterThan(0.15);
    expect(viewsOf(analyst).length).toBeGreaterThan(10);
  });

  it('differ between two people of one persona', () => {
    const [first, second] = all('developer').map(viewsOf);
    expect(first?.slice(0, 6)).not.toEqual(second?.slice(0, 6));
  });
});

describe('simulated browsers', () => {
  const pings = [...all('operator'), ...all('developer')].flatMap((person) => during(person, 14));
  const pairs = pairsOf(pings);
  const isVisible = ({ visible }: SimulatedPing): boolean => visible;

  it('lose some keepalives, and include their time in the measure of the next one', () => {
    const bridged = pairs.filter(
      ([before, { elapsedMs = 0 }]) => isVisible(before) && elapsedMs > 1.9 * INTERVAL,
    );
    expect(bridged.length / pairs.length).toBeGreaterThan(0.001);
    expect(bridged.length / pairs.length).toBeLessThan(0.05);
  });

  it('sometimes fall asleep while visible, and then measure less than the gap', () => {
    const slept = ([before, ping]: [SimulatedPing, SimulatedPing]): boolean =>
      isVisible(before) && ping.at - before.at > 2 * MINUTE + (ping.elapsedMs ?? 0);
    expect(pairs.some(slept)).toBe(true);
  });

  it('are sometimes hidden, send one session-hide for this, and measure nothing while hidden', () => {
    const hidden = pairs.filter(([before]) => !isVisible(before));
    expect(hidden.length).toBeGreaterThan(100);
    expect(hidden.every(([, { elapsedMs }]) => elapsedMs === 0)).toBe(true);
    expect(hidden.some(([, { kind }]) => kind === 'session-hide')).toBe(false);
  });

  it('sometimes have two windows open at once', () => {
    const perUser = Map.groupBy(pings, ({ username }) => username);
    const returns = [...perUser.values()].flatMap((own) =>
      own.filter(
        ({ pageId }, index) => own[index - 1]?.pageId !== pageId && own[index - 2]?.pageId === pageId,
      ),
    );
    expect(returns.length).toBeGreaterThan(50);
  });

  it('sometimes close a page without a session-hide', () => {
    const last = [...Map.groupBy(pings, ({ pageId }) => pageId).values()].map((page) => page.at(-1));
    const silent = shareOf(last, (ping) => ping?.kind === 'keepalive');
    expect(silent).toBeGreaterThan(0);
    expect(silent).toBeLessThan(0.3);
  });
});

describe('without hours of work', () => {
  it('everybody comes within one keepalive interval, and stays', () => {
    for (const person of PEOPLE) {
      const pings = during(person, 1 / 24, { presence: 'always' });
      expect(pings[0]?.at).toBeLessThan(MONDAY + INTERVAL);
      expect(pings.at(-1)?.at).toBeGreaterThan(MONDAY + HOUR - 30 * MINUTE);
    }
  });
});
