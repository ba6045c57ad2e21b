import type { SessionAnswer } from '@dwell/shared';
import { formatInteger, quantile } from '@dwell/programs';
import type { Phase } from './course.js';
import { busiestPage, type Traffic } from './traffic.js';
import { errorsMs, type VisibleTime } from './visible-time.js';

/** One expectation and what was measured. */
export interface Check {
  readonly claim: string;
  readonly found: string;
  readonly holds: boolean;
}

/**
 * The most traffic during a failure, as a multiple of the traffic at rest. A page that is always answered 401 sends the
 * most: it pauses for three quarters of an interval on average, which makes 1.33. The rest allows for chance.
 */
export const MORE_TRAFFIC = 1.5;

/**
 * The most requests in any second, as a multiple of the busiest second at rest. A page whose requests fail may send two
 * requests an interval instead of one. The comparison is with the same run, because a busy machine delays pages and
 * then lets many send at once.
 */
export const STORM = 2;

/**
 * The largest accepted error of a user's time, in milliseconds. It allows for the time that the first keepalive and
 * the last session-hide take from the page to the database.
 */
export const VISIBLE_TOLERANCE_MS = 500;

export const noPageSentMore = ({ name, intervals, traffic, perInterval = NaN }: Phase): Check => {
  const most = Math.ceil(Number(intervals.toFixed(1)) * perInterval);
  return {
    claim: `${name}: no page sends more than ${most} requests, beside those of its own route changes`,
    found: formatInteger(busiestPage(traffic)),
    holds: busiestPage(traffic) <= most,
  };
};

export const noMoreTraffic = ({ name, traffic }: Phase, rest: Traffic): Check => {
  const ratio = traffic.perSecond / rest.perSecond;
  return {
    claim: `${name}: all pages together send no more than ${MORE_TRAFFIC} times what they send at rest`,
    found: ratio.toFixed(2),
    holds: ratio <= MORE_TRAFFIC,
  };
};

export const noStorm = (phases: readonly Phase[], rest: Traffic): Check => {
  const busiest = phases.reduce((most, { traffic }) => Math.max(most, traffic.busiestSecond), 0);
  const ratio = busiest / rest.busiestSecond;
  return {
    claim: `no second brings more than ${STORM} times the requests of the busiest one at rest`,
    found: ratio.toFixed(2),
    holds: ratio <= STORM,
  };
};

export const allRecovered = (phases: readonly Phase[], pages: number): Check => {
  const counts = phases.flatMap(({ recoveriesMs }) => recoveriesMs?.size ?? []);
  return {
    claim: `after each trouble all ${formatInteger(pages)} pages are recorded again`,
    found: counts.map(formatInteger).join(', '),
    holds: counts.every((count) => count === pages),
  };
};

export const timesAreTrue = (times: readonly VisibleTime[], sessions: readonly SessionAnswer[]): Check => {
  const errors = [...errorsMs(times, sessions).values()].map(Math.abs);
  const [p50, p99, worst] = [0.5, 0.99, 1].map((q) => formatInteger(quantile(errors, q)));
  return {
    claim: `each user's visible time is true to ${VISIBLE_TOLERANCE_MS} ms`,
    found: `off by ${p50} ms (p50), ${p99} ms (p99), ${worst} ms (the most)`,
    holds: errors.every((error) => error <= VISIBLE_TOLERANCE_MS),
  };
};

/** Prints all checks; returns whether all hold. */
export const conclude = (checks: readonly Check[]): boolean => {
  for (const { claim, found, holds } of checks) console.log(`${holds ? 'yes' : 'NO '} ${claim}: ${found}`);
  return checks.every(({ holds }) => holds);
};
