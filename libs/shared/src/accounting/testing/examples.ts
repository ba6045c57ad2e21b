import type { PathTotal } from '../../contract/tab-duration.js';
import { type Path, toMilliseconds } from '../../contract/values.js';
import type { Ping } from '../fold.js';
import type { AccountingRules } from '../session-state.js';

/** The rules with which the examples are played. */
export const EXAMPLE_RULES: AccountingRules = { aliveMs: 300_000, keepaliveIntervalMs: 60_000 };

/** The paths behind the letters of the examples: A and B are tabs of one view, C belongs to another view. */
export const PATHS = {
  A: ['v1', 't1'],
  B: ['v1', 't2'],
  C: ['v2', 't1'],
} as const satisfies Readonly<Record<string, Path>>;

/**
 * The pings of one session. The session starts at 0, and all times are in seconds since then.
 *
 * `60vA` is a keepalive at 60 that is visible on path A; `h` means hidden, `x` a session-hide.
 * `60vA(10)`: the page measured 10 s of visible time since its last ping. A comma separates the pings of several pages,
 * `p1 0vA 60vA, p2 30hC`. Without a name, all pings are of p1.
 *
 * An outcome is the visible duration and each path's part of it, `100 {A60 B40}`; or `inactive` if the last
 * ping finds the session ended.
 */
export interface Example {
  readonly story: string;
  readonly pings: string;
  /** The outcome if the pings have neither page_id nor elapsed_ms. */
  readonly contract: string;
  /** The outcome if each ping has the page_id of its page. */
  readonly pageAware: string;
}

export const EXAMPLES: readonly Example[] = [
  {
    story: 'a user stays on one path',
    pings: '0vA 60vA 120vA',
    contract: '120 {A120}',
    pageAware: '120 {A120}',
  },
  {
    story: 'a user moves on, and the client reports only the new path',
    pings: '0vA 60vA 90vB 100xB',
    contract: '100 {A60 B40}',
    pageAware: '100 {A90 B10}',
  },
  {
    story: 'a user moves on, and the client reports the old path before the new one',
    pings: '0vA 60vA 90vA 90vB 100xB',
    contract: '100 {A90 B10}',
    pageAware: '100 {A90 B10}',
  },
  {
    story: 'a page is hidden for a while and comes back',
    pings: '0vA 60vA 75xA 135hA 180vA',
    contract: '120 {A120}',
    pageAware: '75 {A75}',
  },
  {
    story: 'a page is hidden, and sends nothing until it comes back',
    pings: '0vA 10xA 250vA',
    contract: '250 {A250}',
    pageAware: '10 {A10}',
  },
  {
    story: 'a ping comes just before the session would have ended',
    pings: '0vA 10xA 309vA',
    contract: '309 {A309}',
    pageAware: '10 {A10}',
  },
  {
    story: 'a ping comes as the session has just ended',
    pings: '0vA 10xA 310vA',
    contract: 'inactive',
    pageAware: 'inactive',
  },
  {
    story: 'one keepalive is lost',
    pings: '0vA 60vA 180vA',
    contract: '180 {A180}',
    pageAware: '180 {A180}',
  },
  {
    story: 'two keepalives are lost',
    pings: '0vA 60vA 240vA',
    contract: '240 {A240}',
    pageAware: '180 {A180}',
  },
  {
    story: 'two keepalives are lost, and the page measured the time',
    pings: '0vA 60vA 240vA(180)',
    contract: '240 {A240}',
    pageAware: '240 {A240}',
  },
  {
    story: 'the computer sleeps from 70 to 270',
    pings: '0vA 60vA 270vA',
    contract: '270 {A270}',
    pageAware: '180 {A180}',
  },
  {
    story: 'the computer sleeps from 70 to 270, and the page measured the time awake',
    pings: '0vA 60vA 270vA(10)',
    contract: '270 {A270}',
    pageAware: '70 {A70}',
  },
  {
    story: 'a hidden page sends keepalives beside a visible one',
    pings: 'p1 0vA 60vA 120vA, p2 30hC 90hC',
    contract: '60 {A60}',
    pageAware: '120 {A120}',
  },
  {
    story: 'two windows stand side by side',
    pings: 'p1 0vA 60vA 120vA, p2 30vC 90vC',
    contract: '120 {A60 C60}',
    pageAware: '120 {A90 C30}',
  },
  {
    story: 'a short look at a second window, while the first stays visible',
    pings: 'p2 0vC 60vC, p1 30vA 40xA',
    contract: '60 {A40 C20}',
    pageAware: '60 {A10 C50}',
  },
  {
    story: 'a keepalive is sent again a second later',
    pings: '0vA 60vA 61vA',
    contract: '61 {A61}',
    pageAware: '61 {A61}',
  },
  {
    story: "the server's clock goes back",
    pings: '0vA 100vA 98vA 158vA',
    contract: '158 {A158}',
    pageAware: '158 {A158}',
  },
];

/** A ping, and when it arrives. */
export interface TimedPing {
  /** In milliseconds since the session's start. */
  readonly at: number;
  readonly ping: Ping;
}

/** Returns the pings of a story, each with the page_id of its page, in order of arrival. */
export const pagePings = (pings: string): TimedPing[] =>
  pings
    .split(', ')
    .flatMap((page) => {
      let latest = 0;
      return pingsOfPage(page).map((timed) => ({ timed, order: (latest = Math.max(latest, timed.at)) }));
    })
    // Merges the pages by time, and keeps the order of each page if the clock goes back.
    .sort((a, b) => a.order - b.order)
    .map(({ timed }) => timed);

/** Returns the pings of an older client: without page_id and elapsed_ms. */
export const contractPings = (pings: string): TimedPing[] =>
  pagePings(pings).map(({ at, ping: { kind, visible, path } }) => ({ at, ping: { kind, visible, path } }));

export interface Outcome {
  readonly visibleMs: number;
  /** In the order of the example. */
  readonly totals: readonly PathTotal[];
}

/** Returns the expected outcome after all pings; `inactive` if the last ping is expected to be rejected. */
export const expectedOutcome = (outcome: string): Outcome | 'inactive' => {
  if (outcome === 'inactive') return outcome;
  const { visible = '', totals = '' } = parse(/^(?<visible>[\d.]+) \{(?<totals>.+)\}$/, outcome);
  return {
    visibleMs: toMilliseconds(Number(visible)),
    totals: totals.split(' ').map((total) => {
      const { letter = '', seconds } = parse(/^(?<letter>[A-Z])(?<seconds>[\d.]+)$/, total);
      return { path: lookUp(PATHS, letter), ms: toMilliseconds(Number(seconds)) };
    }),
  };
};

const KINDS: Readonly<Record<string, Pick<Ping, 'kind' | 'visible'>>> = {
  v: { kind: 'keepalive', visible: true },
  h: { kind: 'keepalive', visible: false },
  x: { kind: 'session-hide', visible: false },
};

const pingsOfPage = (story: string): TimedPing[] => {
  const words = story.split(' ');
  const pageId = words[0]?.startsWith('p') ? words.shift() : 'p1';
  return words.map((word) => {
    const {
      at,
      kind = '',
      letter = '',
      elapsed,
    } = parse(/^(?<at>[\d.]+)(?<kind>[vhx])(?<letter>[A-Z])(\((?<elapsed>[\d.]+)\))?$/, word);
    const ping: Ping = { ...lookUp(KINDS, kind), path: lookUp(PATHS, letter), pageId };
    return {
      at: toMilliseconds(Number(at)),
      ping: elapsed === undefined ? ping : { ...ping, elapsedMs: toMilliseconds(Number(elapsed)) },
    };
  });
};

const parse = (pattern: RegExp, text: string): Readonly<Record<string, string | undefined>> => {
  const groups = pattern.exec(text)?.groups;
  if (!groups) throw new Error(`Not in the notation of the examples: ${text}`);
  return groups;
};

const lookUp = <T>(table: Readonly<Record<string, T>>, letter: string): T => {
  const found = table[letter];
  if (found === undefined) throw new Error(`No such letter in the examples: ${letter}`);
  return found;
};
