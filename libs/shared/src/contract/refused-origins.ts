export interface RefusedOriginAnswer {
  /** The origin in the form that the setting ALLOWED_ORIGINS takes: `https://app.example.com`. */
  origin: string;
  /**
   * How many requests from this origin the process has refused since its start.
   * @asType integer
   */
  count: number;
  /** When the last one was refused, in epoch seconds. */
  last_refused: number;
}

/** GET /api/v2/refused-origins */
export interface RefusedOriginsAnswer {
  /** The origins, the one that was refused last first. */
  refused_origins: RefusedOriginAnswer[];
}
