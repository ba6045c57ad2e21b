import type { Path, Ping } from '@dwell/shared';
import type { Span } from './calendar.js';
import type { Persona } from './personas.js';
import type { Random } from './random.js';
import type { Stay } from './taste.js';
import { MINUTE } from './units.js';

/** A ping of a simulated person, as their browser sends it. */
export interface SimulatedPing extends Ping {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly username: string;
  /** Which of the user's devices it comes from. */
  readonly client: string;
  readonly pageId: string;
}

/** One document in one browser tab. */
export interface Page extends Span {
  readonly id: string;
  readonly username: string;
  readonly client: string;
  readonly persona: Persona;
  readonly keepaliveIntervalMs: number;
}

/** A keepalive that the network lost, and a browser that ended without saying so. */
const LOST = 0.01;
const CRASHED = 0.04;
/** How far a browser's timer and the network delay a keepalive. */
const LONGEST_DELAY_MS = 250;
/** Keepalives of a hidden browser tab go on for so long, until the browser freezes it. */
const FROZEN_AFTER_MS = 5 * MINUTE;
const AWAY = { medianMs: 3 * MINUTE, spread: 0.9 };
const ASLEEP = { medianMs: 12 * MINUTE, spread: 0.7 };

/** The pings of a page from when it was loaded until it was closed, in order. */
export function* browse(page: Page, stays: Iterator<Stay, never>, random: Random): Generator<SimulatedPing> {
  const clock = new PageClock(page);
  let stay = stays.next().value;
  yield clock.show(stay.path);
  for (;;) {
    const leavesAt = Math.min(clock.at + Math.round(stay.ms), page.to);
    yield* watch(clock, stay.path, leavesAt, page.keepaliveIntervalMs, random);
    if (leavesAt === page.to) break;
    if (random.chance(page.persona.looksAway)) {
      yield clock.hide(stay.path);
      const backAt = clock.at + Math.round(random.skewed(AWAY.medianMs, AWAY.spread));
      yield* hidden(clock, stay.path, Math.min(backAt, page.to), page.keepaliveIntervalMs);
      if (clock.at === page.to) return;
    } else if (random.chance(page.persona.fallsAsleep)) {
      const wakesAt = clock.at + Math.round(random.skewed(ASLEEP.medianMs, ASLEEP.spread));
      if (wakesAt >= page.to) return;
      clock.pass(wakesAt);
    } else {
      stay = stays.next().value;
    }
    yield clock.show(stay.path);
  }
  if (!random.chance(CRASHED)) yield clock.hide(stay.path);
}

/** Looks at one path until `until`: a keepalive each interval. */
function* watch(clock: PageClock, path: Path, until: number, intervalMs: number, random: Random) {
  for (;;) {
    const next = clock.at + intervalMs + Math.round(random.between(0, LONGEST_DELAY_MS));
    if (next >= until) break;
    clock.watch(next);
    if (!random.chance(LOST)) yield clock.show(path);
  }
  clock.watch(until);
}

function* hidden(clock: PageClock, path: Path, until: number, intervalMs: number) {
  const frozenAt = Math.min(clock.at + FROZEN_AFTER_MS, until);
  while (clock.at + intervalMs < frozenAt) {
    clock.pass(clock.at + intervalMs);
    yield clock.keepHidden(path);
  }
  clock.pass(until);
}

/** A page's time, and how much of it was seen since its last answered ping. */
class PageClock {
  at: number;
  private seenMs: number | undefined;

  constructor(private readonly page: Page) {
    this.at = page.from;
  }

  /** Time passes while the page is visible and awake. */
  watch(until: number): void {
    this.seenMs = (this.seenMs ?? 0) + until - this.at;
    this.at = until;
  }

  /** Time passes while it is hidden or asleep. */
  pass(until: number): void {
    this.at = until;
  }

  show(path: Path): SimulatedPing {
    return this.ping('keepalive', true, path);
  }

  keepHidden(path: Path): SimulatedPing {
    return this.ping('keepalive', false, path);
  }

  hide(path: Path): SimulatedPing {
    return this.ping('session-hide', false, path);
  }

  private ping(kind: Ping['kind'], visible: boolean, path: Path): SimulatedPing {
    const { id, username, client } = this.page;
    const measured = this.seenMs === undefined ? {} : { elapsedMs: this.seenMs };
    this.seenMs = 0;
    return { at: this.at, username, client, kind, visible, path, pageId: id, ...measured };
  }
}
