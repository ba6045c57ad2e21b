export interface RefusedOriginAnswer {
  /** In the form that the setting ALLOWED_ORIGINS takes: `https://app.example.com`. */
  origin: string;
  /** How many requests were refused. */
  count: number;
  /** Epoch seconds. */
  last_refused: number;
}

/** GET /api/v2/refused-origins */
export interface RefusedOriginsAnswer {
  refused_origins: RefusedOriginAnswer[];
}
