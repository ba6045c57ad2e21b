import { dayIndexOf, localDay, type Span } from './calendar.js';
import { mergeByTime } from './merge.js';
import { browse, type Page, type SimulatedPing } from './page.js';
import type { Person } from './people.js';
import { Random } from './random.js';
import { staysOf } from './taste.js';
import { MINUTE, SECOND } from './units.js';

export interface SimulationOptions {
  /** The same seed gives the same people the same lives. */
  readonly seed: string;
  /** Where they live, for their hours of work; 120 is two hours east of Greenwich. */
  readonly utcOffsetMinutes: number;
  readonly keepaliveIntervalMs: number;
  /** By their hours of work, or from the first instant on without an end, for load. */
  readonly presence: 'hours of work' | 'always';
}

/** No page is worth loading for less. */
const SHORTEST_PAGE_MS = 20 * SECOND;
/** How much sittings differ. */
const SITTING_SPREAD = 0.6;
const PAUSE_SPREAD = 0.5;
/** Without hours of work the next sitting follows soon, at most so much later. */
const SHORT_PAUSE_MINUTES = 0.5;
/** A second window opens in the first part of a sitting and stays for a part of it. */
const SECOND_WINDOW = { opens: 0.4, shortest: 0.1, longest: 0.5 };

/**
 * All pings of one person from the instant `from` (epoch milliseconds) on, in order, made as they are taken and
 * without an end. By hours of work, a later `from` gives the same pings from there on.
 */
export function* pingsOf(person: Person, from: number, options: SimulationOptions): Generator<SimulatedPing> {
  for (const { span, seed } of spansOf(person, from, options)) {
    const random = new Random(options.seed, person.username, seed);
    for (const ping of work(person, span, random, options)) if (ping.at >= from) yield ping;
  }
}

/** When the person may be at the application; `seed` is the span's own. */
function* spansOf(
  { username, persona, place }: Person,
  from: number,
  { seed, utcOffsetMinutes, keepaliveIntervalMs, presence }: SimulationOptions,
): Generator<{ span: Span; seed: string }> {
  if (presence === 'always') {
    // People don't all come at once: their keepalives spread over the interval.
    const comesAt = from + new Random(seed, username).between(0, keepaliveIntervalMs);
    yield { span: { from: Math.round(comesAt), to: Infinity }, seed: 'always' };
    return;
  }
  for (let index = dayIndexOf(from, utcOffsetMinutes) - persona.hours.longestDays; ; index++) {
    const spans = persona.hours.spansOf(
      localDay(index, utcOffsetMinutes),
      place,
      new Random(seed, username, index),
    );
    for (const [number, span] of spans.entries()) yield { span, seed: `${index}/${number}` };
  }
}

/** What someone does in a span: sittings with pauses between them. */
function* work(
  person: Person,
  span: Span,
  random: Random,
  options: SimulationOptions,
): Generator<SimulatedPing> {
  const { persona } = person;
  const pauseMinutes =
    options.presence === 'always'
      ? Math.min(persona.pauseMinutes, SHORT_PAUSE_MINUTES)
      : persona.pauseMinutes;
  let at = span.from;
  while (span.to - at > SHORTEST_PAGE_MS) {
    const ms = Math.max(SHORTEST_PAGE_MS, random.skewed(persona.sittingMinutes * MINUTE, SITTING_SPREAD));
    const to = Math.min(Math.round(at + ms), span.to);
    yield* sit(person, { from: at, to }, random, options);
    at = to + Math.round(random.skewed(pauseMinutes * MINUTE, PAUSE_SPREAD)) + 1;
  }
}

/** The pings of one sitting: of a page, and sometimes of a second one beside it. */
function* sit(
  person: Person,
  { from, to }: Span,
  random: Random,
  { seed, keepaliveIntervalMs }: SimulationOptions,
): Generator<SimulatedPing> {
  const { username, persona } = person;
  const client = `${username}-${random.pick(persona.devices, ({ weight }) => weight).name}`;
  const open = (span: Span): Generator<SimulatedPing> => {
    const page: Page = { ...span, id: random.id(), username, client, persona, keepaliveIntervalMs };
    // Its own draws: pages are browsed in turns, and none may change what another one does.
    const mood = new Random(seed, page.id);
    return browse(page, staysOf(person, new Random(seed, username, 'taste'), mood), mood);
  };
  const first = open({ from, to });
  const ms = to - from;
  if (!random.chance(persona.secondWindow) || !Number.isFinite(ms)) return yield* first;
  const opensAt = Math.round(from + random.between(0, SECOND_WINDOW.opens) * ms);
  const staysMs = Math.round(random.between(SECOND_WINDOW.shortest, SECOND_WINDOW.longest) * ms);
  yield* mergeByTime([first, open({ from: opensAt, to: opensAt + staysMs })]);
}
