import type { Observation, Span } from '@dwell/browsing';
import { subtract, unite } from '@dwell/shared';

/** One view on a page, from its appearance until the next view or the page's closing. */
export interface PageView extends Span {
  readonly path: string;
}

/** The events of a page that a tracker can observe. All times are epoch milliseconds. */
export interface SeenPage {
  readonly views: readonly PageView[];
  readonly visible: readonly Span[];
  /** When the page has the focus: while it is visible, and no page is visible that became visible later. */
  readonly focused: readonly Span[];
  readonly openedAt: number;
  readonly closedAt: number;
}

export interface SeenVisit {
  readonly pages: readonly SeenPage[];
  readonly sleeps: readonly Span[];
  readonly outages: readonly Span[];
}

type ObservedPage = Observation['pages'][number];

export const seeVisit = ({ pages, sleeps, outages }: Observation): SeenVisit => {
  const visible = pages.map(visibleSpans);
  return {
    pages: pages.map((page, index) => {
      const views = viewsOf(page);
      const own = visible[index] ?? [];
      const others = visible.filter((spans) => spans !== own).flat();
      return {
        views,
        visible: own,
        focused: own.flatMap((span) =>
          subtract(span, others.filter(({ from }) => from > span.from).reduce(unite, [] as readonly Span[])),
        ),
        openedAt: views[0]?.from ?? page.closedAt,
        closedAt: page.closedAt,
      };
    }),
    sleeps,
    outages,
  };
};

const visibleSpans = ({ sights, closedAt }: ObservedPage): readonly Span[] =>
  sights
    .flatMap(([from, visible], index) => (visible ? [{ from, to: sights[index + 1]?.[0] ?? closedAt }] : []))
    .reduce(unite, [] as readonly Span[]);

const viewsOf = ({ sights, closedAt }: ObservedPage): PageView[] => {
  const begins = sights.filter(([, , path], index) => path !== sights[index - 1]?.[2]);
  return begins.map(([from, , path], index) => ({ from, to: begins[index + 1]?.[0] ?? closedAt, path }));
};

/** Returns whether one of the spans [from, to) contains the instant. */
export const holds = (spans: readonly Span[], instant: number): boolean =>
  spans.some(({ from, to }) => from <= instant && instant < to);

/** Returns when a timer fires that is due at an instant: after the computer has woken up. */
export const firesAt = (due: number, { sleeps }: SeenVisit): number =>
  sleeps.find((sleep) => holds([sleep], due))?.to ?? due;

/** Returns when a repeating timer fires within a span that begins when the timer is set. */
export const ticks = ({ from, to }: Span, everyMs: number, visit: SeenVisit): number[] => {
  const due = Array.from(
    { length: Math.floor((to - from) / everyMs) },
    (_, index) => from + (index + 1) * everyMs,
  );
  return [...new Set(due.map((instant) => firesAt(instant, visit)))].filter((instant) => instant < to);
};

export const sumByPath = (parts: readonly (readonly [path: string, ms: number])[]): Map<string, number> => {
  const sums = new Map<string, number>();
  for (const [path, ms] of parts) sums.set(path, (sums.get(path) ?? 0) + ms);
  return sums;
};
