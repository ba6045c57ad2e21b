/** GET /api/v2/tracker: the browser tracker that this server serves. */
export interface TrackerAnswer {
  version: string;
  /** Where exactly this tracker is, below the server's origin: another one has another path. */
  path: string;
  /** Its hash, as the attribute `integrity` of a script element takes it. */
  integrity: string;
}
