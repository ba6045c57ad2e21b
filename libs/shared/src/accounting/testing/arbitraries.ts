import fc from 'fast-check';
import { MAX_ELAPSED_MS, type Path, pathKey } from '../../contract/values.js';
import { path } from '../../contract/testing/arbitraries.js';
import type { Ping } from '../fold.js';
import type { TimedPing } from './examples.js';

const fewPaths = fc.uniqueArray(path, { minLength: 1, maxLength: 5, selector: pathKey });

/** Steps of the clock that are shorter than the alive duration. */
export const shortStep = fc.oneof(
  fc.constantFrom(0, 1, 5_000, 5_001, 60_000, 120_000, 120_001),
  fc.integer({ min: 0, max: 150_000 }),
);

/** Any step of the clock: also backward, and longer than the alive duration. */
export const anyStep = fc.oneof(
  { weight: 20, arbitrary: shortStep },
  { weight: 2, arbitrary: fc.integer({ min: -200_000, max: -1 }) },
  { weight: 1, arbitrary: fc.constantFrom(299_999, 300_000, 86_400_000) },
);

/** Mostly three pages, so that their pings interleave; sometimes more than a session remembers. */
export const pageId = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('__proto__', 'p.1', '$2') },
  { weight: 1, arbitrary: fc.nat(20).map((n) => `p${n}`) },
);

const elapsedMs = fc.option(
  fc.oneof(fc.integer({ min: 0, max: 300_000 }), fc.constantFrom(0, 5_000, MAX_ELAPSED_MS)),
  { nil: undefined, freq: 2 },
);

type Kind = Pick<Ping, 'kind' | 'visible'>;

const mostlyVisible: fc.Arbitrary<Kind> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'keepalive', visible: true } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'keepalive', visible: false } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'session-hide', visible: false } as const) },
);

export interface StoryOptions {
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly paths?: fc.Arbitrary<Path[]>;
  readonly step?: fc.Arbitrary<number>;
  readonly kind?: fc.Arbitrary<Kind>;
  /** Generates the page_id of each ping. Where it generates undefined, the ping has none. */
  readonly page?: fc.Arbitrary<string | undefined>;
  readonly elapsed?: fc.Arbitrary<number | undefined>;
}

/** Generates the pings of one session on a few paths; by default all kinds of pings, mixed. */
export const story = ({
  minLength = 0,
  maxLength = 50,
  paths = fewPaths,
  step = anyStep,
  kind = mostlyVisible,
  page = fc.option(pageId, { nil: undefined }),
  elapsed = elapsedMs,
}: StoryOptions = {}): fc.Arbitrary<TimedPing[]> =>
  fc
    .tuple(
      paths,
      fc.array(fc.tuple(step, kind, fc.nat(), page, elapsed), {
        minLength,
        maxLength,
        size: 'max',
      }),
    )
    .map(([paths, pings]) => {
      let at = 0;
      return pings.map(([step, kind, pathNumber, pageId, elapsedMs]) => ({
        at: (at += step),
        // In a server each request has a new path object, which may equal an earlier one.
        ping: {
          ...kind,
          path: structuredClone(paths[pathNumber % paths.length]) as Path,
          pageId,
          elapsedMs,
        },
      }));
    });

/** Generates pings that all have a page_id. */
export const pageStory = (options: StoryOptions = {}): fc.Arbitrary<TimedPing[]> =>
  story({ page: pageId, ...options });

/**
 * Generates pings of a page that changes between visible and hidden. Between them are a few pings of other pages, which
 * claim the time since their last ping.
 */
export const flicker = (options: StoryOptions): fc.Arbitrary<TimedPing[]> =>
  pageStory({
    page: fc.oneof(
      { weight: 300, arbitrary: fc.constant('p1') },
      { weight: 1, arbitrary: fc.constantFrom('p2', 'p3') },
    ),
    kind: fc.boolean().map((visible) => ({ kind: 'keepalive', visible })),
    ...options,
  });
