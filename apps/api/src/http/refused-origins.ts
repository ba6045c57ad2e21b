import { recentEntries } from '../platform/recent-entries.js';
import { type Clock, hasPassed } from '../platform/clock.js';
import { normalizeOrigin } from '../platform/settings/origin.js';

/** The most origins that are remembered. The origins that were refused longest ago are forgotten. */
export const MAX_REFUSED_ORIGINS = 50;
/** The most characters of an origin: a host name has at most 253. */
const MAX_ORIGIN_LENGTH = 270;

/** How long the log does not name an origin again, in milliseconds: a minute. */
export const LOG_INTERVAL_MS = 60_000;
/** The most lines in the log within {@link LOG_INTERVAL_MS}: any client can make up origins. */
export const MAX_LOG_LINES = 20;

export interface RefusedOrigin {
  /** In the form that ALLOWED_ORIGINS takes. */
  readonly origin: string;
  readonly count: number;
  /** Epoch milliseconds. */
  readonly lastAt: number;
}

/** Counts the requests that were refused because of the origin of their page, since the start of this process. */
export class RefusedOrigins {
  private readonly origins = recentEntries<RefusedOrigin & { loggedAt: number }>(MAX_REFUSED_ORIGINS);
  private lines = { from: -Infinity, count: 0 };

  constructor(
    private readonly clock: Clock,
    private readonly log: (line: string) => void,
  ) {}

  /** Counts a refusal of `header`, the value of the header Origin. Ignores `null` and what is not an origin. */
  add(header: string): void {
    const origin = normalizeOrigin(header.slice(0, MAX_ORIGIN_LENGTH + 1));
    if (origin === undefined || origin.length > MAX_ORIGIN_LENGTH) return;
    const now = this.clock.now();
    const { count, loggedAt } = this.origins.get(origin) ?? { count: 0, loggedAt: -Infinity };
    const isLogged = hasPassed(loggedAt, now, LOG_INTERVAL_MS) && this.takeLine(now);
    this.origins.set(origin, { origin, count: count + 1, lastAt: now, loggedAt: isLogged ? now : loggedAt });
    if (isLogged) {
      this.log(
        `refused a page of ${origin}; if it is yours, add its origin to ALLOWED_ORIGINS, or set TRUST_PROXY if the origin is this server's own`,
      );
    }
  }

  /** Lists the origins, the one that was refused last first. */
  list(): RefusedOrigin[] {
    return [...this.origins.values()].map(({ origin, count, lastAt }) => ({ origin, count, lastAt }));
  }

  private takeLine(now: number): boolean {
    if (hasPassed(this.lines.from, now, LOG_INTERVAL_MS)) this.lines = { from: now, count: 0 };
    return this.lines.count++ < MAX_LOG_LINES;
  }
}
