import type { Path, Ping } from '@dwell/shared';
import type { Span } from './calendar.js';
import type { Persona } from './personas.js';
import type { Random } from './random.js';
import type { Stay } from './taste.js';
import { MINUTE } from './calendar.js';

/** A ping of a simulated person's browser. */
export interface SimulatedPing extends Ping {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly username: string;
  /** The device that sends the ping. */
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

/** The probability that the network loses a keepalive. */
const LOST = 0.01;
/** The probability that a page ends without a session-hide. */
const CRASHED = 0.04;
/** The longest delay of a keepalive by the browser's timer and the network. */
const LONGEST_DELAY_MS = 250;
/** The time for which a hidden browser tab sends keepalives, until the browser freezes it. */
const FROZEN_AFTER_MS = 5 * MINUTE;
const AWAY = { medianMs: 3 * MINUTE, spread: 0.9 };
const ASLEEP = { medianMs: 12 * MINUTE, spread: 0.7 };

/** Generates the pings of a page in order, from when it is loaded until it is closed. */
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

/** Generates the keepalives, one in each interval, while the person looks at one path until `until`. */
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

/** The current time of a page, and its visible time since its last ping. */
class PageClock {
  at: number;
  private seenMs: number | undefined;

  constructor(private readonly page: Page) {
    this.at = page.from;
  }

  /** Lets time pass while the page is visible and awake. */
  watch(until: number): void {
    this.seenMs = (this.seenMs ?? 0) + until - this.at;
    this.at = until;
  }

  /** Lets time pass while the page is hidden or asleep. */
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
