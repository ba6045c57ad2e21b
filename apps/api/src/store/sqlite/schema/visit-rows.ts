import { bucketOfLength, openVisits, type Visit } from '@dwell/shared';
import type { Accounting, VisitRow } from './tables.js';

export const toVisitRow = ({ path: [view, tab = ''], slot, ms }: Visit): VisitRow => ({
  slot,
  view,
  tab,
  length_bucket: bucketOfLength(ms),
  visits: 1,
  ms,
});

/** Returns the visits that go on in a session. `accounting` is the column of its row. */
export const openVisitRows = (accounting: string): VisitRow[] =>
  openVisits(JSON.parse(accounting) as Pick<Accounting, 'visit' | 'pages'>).map(toVisitRow);
