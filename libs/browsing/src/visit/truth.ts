/** The state of a page from an instant on (in epoch milliseconds): visible or not, on this path. */
export type Sight = readonly [at: number, visible: boolean, path: string];

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The record of a visit by an observer that is independent of the tracker. */
export interface Observation {
  /** For each page, its sights in order, until it was closed. */
  readonly pages: readonly { readonly sights: readonly Sight[]; readonly closedAt: number }[];
  /** When the computer slept. */
  readonly sleeps: readonly Span[];
  /** When there was no network. */
  readonly outages: readonly Span[];
}

/** A script that runs in each page before the page's own scripts, and records each {@link Sight} in `window.sights`. */
export const OBSERVER = `(() => {
  const sights = (window.sights = []);
  const note = () => sights.push([Date.now(), document.visibilityState === 'visible', location.pathname]);
  note();
  addEventListener('visibilitychange', note, true);
  navigation.addEventListener('currententrychange', note);
})();`;

/** While a browser changes from one page to another, both may be visible for at most this time, in milliseconds. */
export const MAX_CHANGE_MS = 250;

/**
 * Returns for how long each path was visible on at least one page while the computer was awake, in milliseconds. While
 * the browser changes pages, the time counts for the earlier page.
 * @throws Error if two pages show different paths for longer than {@link MAX_CHANGE_MS}
 */
export const truthOf = ({ pages, sleeps }: Pick<Observation, 'pages' | 'sleeps'>): Map<string, number> => {
  const shown = pages.flatMap(({ sights, closedAt }) =>
    sights.flatMap(([from, visible, path], index) =>
      visible ? [{ from, to: sights[index + 1]?.[0] ?? closedAt, path }] : [],
    ),
  );
  const edges = [...shown, ...sleeps].flatMap(({ from, to }) => [from, to]);
  const instants = [...new Set(edges)].sort((a, b) => a - b);
  const truth = new Map<string, number>();
  instants.forEach((from, index) => {
    const to = instants[index + 1];
    if (to === undefined || sleeps.some((sleep) => covers(sleep, from))) return;
    const visible = shown.filter((each) => covers(each, from)).sort((a, b) => a.from - b.from);
    const paths = [...new Set(visible.map(({ path }) => path))];
    const [path] = paths;
    if (paths.length > 1 && to - from > MAX_CHANGE_MS) {
      throw new Error(`${paths.join(' and ')} are visible at once`);
    }
    if (path !== undefined) truth.set(path, (truth.get(path) ?? 0) + to - from);
  });
  return truth;
};

const covers = ({ from, to }: Span, instant: number): boolean => from <= instant && instant < to;
