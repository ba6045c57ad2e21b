import { toMilliseconds } from '@dwell/shared';
import { asArray, asStrings } from '../schema/as-array.js';
import type {
  CommitRecord,
  SessionDocument,
  StretchRecord,
  TimeRecord,
  WaitingVisits,
} from '../schema/sessions.js';
import { waitingVisitsIn } from './visits.js';

/** What the writer must know of a stored session to change it, beyond what the recorder knows. */
export interface CachedSession {
  readonly revision: number;
  readonly lastPing: number;
  readonly superseded: boolean;
  readonly creditedPath: readonly string[] | undefined;
  /** Undefined if an older version wrote the document; null if the last ping showed no view. */
  readonly shownView: string | null | undefined;
  readonly shownSince: number | undefined;
  readonly hasVisit: boolean;
  readonly hasPages: boolean;
  readonly views: ReadonlySet<string>;
  readonly openTime: readonly TimeRecord[];
  readonly visits: readonly WaitingVisits[];
  /** See SessionDocument. */
  readonly settled: boolean;
  /** -1 if another program damaged the trail, so that the writer replaces the whole trail. */
  readonly trailLength: number;
  readonly trailEnd: StretchRecord | undefined;
  readonly commits: readonly CommitRecord[];
}

export const toCachedSession = (document: SessionDocument): CachedSession => {
  const trail = asArray(document.trail);
  return {
    revision: document.revision,
    lastPing: toMilliseconds(document.last_ping),
    superseded: document.superseded,
    creditedPath: document.credited_path,
    shownView: document.shown_view,
    shownSince: document.shown_since,
    hasVisit: Boolean(document.visit),
    hasPages: asArray(document.pages).length > 0,
    views: new Set(asStrings(document.views)),
    openTime: asArray(document.open_time),
    visits: waitingVisitsIn(document),
    settled: document.settled === true,
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- another program may have removed the field
    trailLength: trail.length === document.trail?.length ? trail.length : -1,
    trailEnd: trail.at(-1),
    commits: asArray(document.commits),
  };
};
