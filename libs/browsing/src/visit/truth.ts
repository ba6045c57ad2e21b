/** What a page itself saw: from this instant on (epoch milliseconds) it was visible or not, on this path. */
export type Sight = readonly [at: number, visible: boolean, path: string];

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What an observer that knows nothing of the tracker wrote down during a visit. */
export interface Observation {
  /** Of each page, in order, until it was closed. */
  readonly pages: readonly { readonly sights: readonly Sight[]; readonly closedAt: number }[];
  /** When the computer slept. */
  readonly sleeps: readonly Span[];
  /** When there was no network. */
  readonly outages: readonly Span[];
}

/**
 * Runs in each page before its own scripts, and writes down in `window.sights` what can be seen of it. A page is there
 * from when its document is.
 */
export const OBSERVER = `(() => {
  const sights = (window.sights = []);
  const note = () => sights.push([Date.now(), document.visibilityState === 'visible', location.pathname]);
  note();
  addEventListener('visibilitychange', note, true);
  navigation.addEventListener('currententrychange', note);
})();`;

/** While a browser goes from one page to another both may say that they are visible, for so many milliseconds at most. */
export const MAX_CHANGE_MS = 250;

/**
 * For how long each path was visible on at least one page while the computer was awake, in milliseconds. While the
 * browser changes pages it is the one that was there first.
 * @throws where two pages show different paths for longer: there is no one truth then
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
