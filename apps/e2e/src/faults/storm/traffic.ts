/** A page's request or change of view, at an instant in epoch milliseconds. */
export interface Happening {
  readonly username: string;
  readonly at: number;
}

/** A window of the run, in epoch milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Traffic {
  readonly requests: number;
  /** Requests per second, on average. */
  readonly perSecond: number;
  /** The most requests within any second. */
  readonly busiestSecond: number;
  /** Requests of each page, less one for each of its changes of view. */
  readonly ofPage: ReadonlyMap<string, number>;
}

export const within = <T extends { readonly at: number }>(items: readonly T[], { from, to }: Span): T[] =>
  items.filter(({ at }) => at >= from && at < to);

/** Measures the traffic in a window. `requests` are in order of arrival. */
export const trafficOf = (
  requests: readonly Happening[],
  routeChanges: readonly Happening[],
  span: Span,
): Traffic => {
  const arrived = within(requests, span);
  const changes = countByPage(within(routeChanges, span));
  const ofPage = [...countByPage(arrived)].map(
    ([username, count]) => [username, Math.max(0, count - (changes.get(username) ?? 0))] as const,
  );
  return {
    requests: arrived.length,
    perSecond: (arrived.length * 1_000) / (span.to - span.from),
    busiestSecond: mostWithin(
      1_000,
      arrived.map(({ at }) => at),
    ),
    ofPage: new Map(ofPage),
  };
};

export const busiestPage = ({ ofPage }: Traffic): number => Math.max(0, ...ofPage.values());

const countByPage = (happenings: readonly Happening[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const { username } of happenings) counts.set(username, (counts.get(username) ?? 0) + 1);
  return counts;
};

/** Returns the largest number of the ascending `times` that lie within `ms` of each other. */
const mostWithin = (ms: number, times: readonly number[]): number => {
  let first = 0;
  return times.reduce((most, time, last) => {
    while ((times[first] ?? time) <= time - ms) first++;
    return Math.max(most, last - first + 1);
  }, 0);
};

/** Returns when each page was first heard again, in milliseconds after `from`. */
export const recoveriesMs = (heard: readonly Happening[], from: number): Map<string, number> => {
  const first = new Map<string, number>();
  for (const { username, at } of heard) {
    if (at >= from && !first.has(username)) first.set(username, at - from);
  }
  return first;
};
