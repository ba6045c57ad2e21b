import { DAY, dayIndexOf, localDay, MINUTE, SECOND, type Span } from './calendar.js';
import { mergeByTime } from './merge.js';
import { browse, type Page, type SimulatedPing } from './page.js';
import type { Person } from './people.js';
import type { Persona } from './personas.js';
import { Random } from './random.js';
import { staysOf } from './taste.js';

export interface SimulationOptions {
  /** The same seed gives the same pings. */
  readonly seed: string;
  /** The people's time zone, for their hours of work: 120 is two hours east of Greenwich. */
  readonly utcOffsetMinutes: number;
  readonly keepaliveIntervalMs: number;
  /** When people use the application: only in their hours of work, or always, day and night, to generate load. */
  readonly presence: 'hours of work' | 'always';
}

/** The shortest time for which a page is loaded. */
const SHORTEST_PAGE_MS = 20 * SECOND;
/** How much sittings differ in length: the `spread` of {@link Random.skewed}. */
const SITTING_SPREAD = 0.6;
/** How much the pauses between sittings differ in length: the `spread` of {@link Random.skewed}. */
const PAUSE_SPREAD = 0.5;
/** The longest median pause in the presence `always`, in minutes. */
const SHORT_PAUSE_MINUTES = 0.5;
/** How long people stay in the presence `always`, in milliseconds: longer than any run. */
const CENTURY_MS = 100 * 365 * DAY;
/** How late a second window opens at most, and how long it stays, as fractions of the sitting. */
const SECOND_WINDOW = { opens: 0.4, shortest: 0.1, longest: 0.5 };

/**
 * Generates all pings of one person from the instant `from` (epoch milliseconds) on, in order and without an end. With
 * hours of work, a later `from` gives the same pings from that instant on.
 */
export function* pingsOf(person: Person, from: number, options: SimulationOptions): Generator<SimulatedPing> {
  for (const { span, seed } of spansOf(person, from, options)) {
    const random = new Random(options.seed, person.username, seed);
    for (const ping of work(person, span, random, options)) if (ping.at >= from) yield ping;
  }
}

/** Generates the spans in which the person may use the application, each with a seed of its own. */
function* spansOf(
  { username, persona, place }: Person,
  from: number,
  { seed, utcOffsetMinutes, keepaliveIntervalMs, presence }: SimulationOptions,
): Generator<{ span: Span; seed: string }> {
  if (presence === 'always') {
    // People do not all come at once, so that their keepalives spread over the interval.
    const comesAt = Math.round(from + new Random(seed, username).between(0, keepaliveIntervalMs));
    yield { span: { from: comesAt, to: comesAt + CENTURY_MS }, seed: 'always' };
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

/** Generates the pings of a span: sittings with pauses between them. */
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
    const to = sittingEnd(persona, at, span.to, random);
    yield* sit(person, { from: at, to }, random, options);
    at = to + Math.round(random.skewed(pauseMinutes * MINUTE, PAUSE_SPREAD)) + 1;
  }
}

const sittingEnd = ({ sittingMinutes }: Persona, from: number, latest: number, random: Random): number => {
  const length = random.skewed(1, SITTING_SPREAD);
  if (sittingMinutes === undefined) return latest;
  return Math.min(Math.round(from + Math.max(SHORTEST_PAGE_MS, sittingMinutes * MINUTE * length)), latest);
};

/** Generates the pings of one sitting: those of a page, and sometimes of a second one beside it. */
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
    // Each page has random numbers of its own: two pages run in turns, and must not influence each other.
    const mood = new Random(seed, page.id);
    return browse(page, staysOf(person, new Random(seed, username, 'taste'), mood), mood);
  };
  const first = open({ from, to });
  const ms = to - from;
  if (!random.chance(persona.secondWindow)) return yield* first;
  const opensAt = Math.round(from + random.between(0, SECOND_WINDOW.opens) * ms);
  const staysMs = Math.round(random.between(SECOND_WINDOW.shortest, SECOND_WINDOW.longest) * ms);
  yield* mergeByTime([first, open({ from: opensAt, to: opensAt + staysMs })]);
}
