import type { Path } from '../contract/values.js';
import { type Credit, slotOf } from './credit.js';
import { lengthOf } from './intervals.js';

/**
 * A visit of one page, or of a session whose pings have no page_id: the time on one path until the next credit on
 * another path. See docs/accounting.md.
 */
export interface Visit {
  /** The path as the session lists it. */
  readonly path: Path;
  /** The start of the slot in which the visit counts, in epoch milliseconds. */
  readonly slot: number;
  /** The sum of the visit's credits, in milliseconds. At least 1. */
  readonly ms: number;
}

/** What can have a visit that goes on: a page, or a session with its pings without page_id. */
interface Visitor {
  readonly visit?: Visit;
}

interface Visitors extends Visitor {
  readonly pages: readonly Visitor[];
}

/**
 * Returns the visit that goes on after a credit. undefined if there was no credit yet, or if the visit began under a
 * version that did not measure visits.
 */
export const continueVisit = (visit: Visit | undefined, credit: Credit | undefined): Visit | undefined => {
  const [first] = credit?.spans ?? [];
  if (!credit || !first) return visit;
  const ms = lengthOf(credit.spans);
  if (credit.beginsVisit) return { path: credit.path, slot: slotOf(first.from), ms };
  return visit && { ...visit, ms: visit.ms + ms };
};

/** Returns the visits that go on in a session. */
export const openVisits = ({ visit, pages }: Visitors): Visit[] =>
  [visit, ...pages.map((page) => page.visit)].filter((each) => each !== undefined);

/** Returns the state without the visits that went on. For a session that gets no more pings. */
export const withoutVisits = <State extends Visitors>(state: State): State => ({
  ...state,
  visit: undefined,
  pages: state.pages.map((page) => ({ ...page, visit: undefined })),
});

/**
 * The greatest relative error of a length that {@link lengthOfBucket} returns. Visits are counted in buckets whose
 * limits grow by a constant factor, as DDSketch does (Masson, Rim and Lee, VLDB 2019).
 */
export const LENGTH_ERROR = 0.05;

const GROWTH = (1 + LENGTH_ERROR) / (1 - LENGTH_ERROR);
const LOG_GROWTH = Math.log(GROWTH);

/** Returns the bucket of a visit's length: bucket n has the lengths in (GROWTH^(n-1), GROWTH^n]. `ms` is at least 1. */
export const bucketOfLength = (ms: number): number => Math.ceil(Math.log(ms) / LOG_GROWTH);

/**
 * Returns the length that stands for a bucket, in milliseconds. For each length in the bucket, its relative error is at
 * most {@link LENGTH_ERROR}.
 */
export const lengthOfBucket = (bucket: number): number => (2 * GROWTH ** bucket) / (GROWTH + 1);

/** Returns the limits of a bucket's lengths, (after, upTo], in milliseconds. */
export const limitsOfBucket = (bucket: number): { readonly after: number; readonly upTo: number } => ({
  after: GROWTH ** (bucket - 1),
  upTo: GROWTH ** bucket,
});

/** How many visits have a length in a bucket. */
export interface BucketCount {
  readonly bucket: number;
  readonly visits: number;
}

/**
 * Returns the length that the given share of visits (0 to 1) does not exceed, in milliseconds, with a relative error
 * of at most {@link LENGTH_ERROR}. It is the length of the visit with rank ⌈share × visits⌉, counted from the
 * shortest. undefined without visits. The counts may be in any order, and several may be of one bucket.
 */
export const quantileOf = (counts: readonly BucketCount[], share: number): number | undefined => {
  const visits = counts.reduce((sum, each) => sum + each.visits, 0);
  if (visits === 0) return undefined;
  let left = Math.max(1, Math.ceil(share * visits));
  for (const { bucket, visits: inBucket } of [...counts].sort((a, b) => a.bucket - b.bucket)) {
    left -= inBucket;
    if (left <= 0) return lengthOfBucket(bucket);
  }
  return undefined;
};
