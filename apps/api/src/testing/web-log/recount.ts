import type { LoggedPing } from './read-log.js';

/** A piece of time that counts, in epoch milliseconds. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly view: string;
  readonly tab: string | undefined;
  /** Whether a visit begins with the piece. */
  readonly beginsVisit: boolean;
}

export interface RecountedSession {
  readonly user: string;
  readonly start: number;
  readonly lastPing: number;
  readonly pieces: readonly Piece[];
}

const ALIVE_MS = 300_000;
const TWO_INTERVALS_MS = 120_000;
const MAX_PAGES = 16;

/**
 * Counts pings a second time, as docs/accounting.md says it and not as the code does it: it looks back over all pings
 * of a session, and shares no code with the accounting.
 */
export const recount = (pings: readonly LoggedPing[]): RecountedSession[] => {
  const devices = new Map<string, LoggedPing[]>();
  for (const ping of pings) {
    const device = `${ping.user} ${ping.client}`;
    devices.set(device, [...(devices.get(device) ?? []), ping]);
  }
  return [...devices.values()].flatMap(sessionsOf).map(countSession);
};

/** Divides the pings of a device into sessions. A session-hide starts none. */
const sessionsOf = (pings: readonly LoggedPing[]): LoggedPing[][] => {
  const sessions: LoggedPing[][] = [];
  for (const ping of pings) {
    const last = sessions.at(-1)?.at(-1);
    const isActive = last !== undefined && ping.at - last.at < ALIVE_MS;
    if (isActive) sessions.at(-1)?.push(ping);
    else if (ping.kind === 'keepalive') sessions.push([ping]);
  }
  return sessions;
};

const countSession = (pings: readonly LoggedPing[]): RecountedSession => {
  const [first, last] = [pings[0], pings.at(-1)];
  if (!first || !last) throw new Error('A session has a ping');
  const pages = new Set(pings.map(({ page }) => page));
  if (pages.size > MAX_PAGES)
    throw new Error('The log has a session with more pages than a session remembers');
  const pieces: Piece[] = [];
  /** The path on which time counted last: by document, or by '' for pings without page_id. */
  const lastCounted = new Map<string, string>();
  pings.forEach((ping, index) => {
    const page = ping.page ?? '';
    const before = lastOfSender(pings, index);
    if (!before) lastCounted.delete(page);
    const claim = before && claimOf(before, ping);
    if (!claim) return;
    const { view, tab } = claim;
    const free = withoutCounted(claim, pieces);
    const path = `${view} ${tab}`;
    free.forEach(([from, to], piece) => {
      pieces.push({ from, to, view, tab, beginsVisit: piece === 0 && lastCounted.get(page) !== path });
    });
    if (free.length > 0) lastCounted.set(page, path);
  });
  return { user: first.user, start: first.at, lastPing: last.at, pieces };
};

interface Claim {
  readonly from: number;
  readonly to: number;
  readonly view: string;
  readonly tab: string | undefined;
}

/**
 * Returns the ping before the one at `index`: with page_id the last one of its page, if the session still remembers the
 * page. It does so until the page has been silent for the alive duration.
 */
const lastOfSender = (pings: readonly LoggedPing[], index: number): LoggedPing | undefined => {
  const ping = pings[index];
  if (!ping || ping.page === undefined) return pings[index - 1];
  const before = pings.slice(0, index).findLast(({ page }) => page === ping.page);
  return before && ping.at - before.at < ALIVE_MS ? before : undefined;
};

/**
 * Returns the time that a ping may add by the rules, and the path that this time counts for; undefined if the ping may
 * add none.
 */
const claimOf = (before: LoggedPing, ping: LoggedPing): Claim | undefined => {
  const from = before.at;
  if (ping.page === undefined) {
    // All time since the last ping counts for the path that this ping names, unless it is hidden.
    const isHidden = ping.kind === 'keepalive' && !ping.visible;
    return isHidden ? undefined : { from, to: ping.at, view: ping.view, tab: ping.tab };
  }
  // At most two intervals of the time since the page's last ping count for the path that the page showed, if it was
  // visible.
  const wasVisible = before.kind === 'keepalive' && before.visible;
  const to = from + Math.min(ping.at - from, TWO_INTERVALS_MS);
  return wasVisible ? { from, to, view: before.view, tab: before.tab } : undefined;
};

/** Returns the parts of the claim's time that no piece covers: those that have not been counted yet. */
const withoutCounted = ({ from, to }: Claim, pieces: readonly Piece[]): [from: number, to: number][] => {
  const inside = pieces.flatMap((piece) => [piece.from, piece.to]).filter((edge) => edge > from && edge < to);
  const edges = [...new Set([from, ...inside, to])].sort((a, b) => a - b);
  return edges.slice(1).flatMap((end, index): [number, number][] => {
    const begin = edges[index] ?? end;
    const isCounted = pieces.some((piece) => piece.from <= begin && end <= piece.to);
    return isCounted || begin === end ? [] : [[begin, end]];
  });
};

/** Returns the time of each view in each bucket, in milliseconds, by the bucket's start and the view. */
export const byBucket = (
  pieces: readonly Piece[],
  bucketOf: (at: number) => { readonly from: number; readonly to: number },
): Map<string, number> => {
  const sums = new Map<string, number>();
  for (const { from, to, view } of pieces) {
    for (let at = from; at < to;) {
      const bucket = bucketOf(at);
      const end = Math.min(to, bucket.to);
      const key = `${new Date(bucket.from).toISOString()} ${view}`;
      sums.set(key, (sums.get(key) ?? 0) + end - at);
      at = end;
    }
  }
  return sums;
};
