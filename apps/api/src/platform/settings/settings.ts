import type { Role } from '@dwell/shared';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What is needed to check JWTs; there is no JWT login without a secret or a key set. */
export interface JwtSettings {
  /** HS256 secret. */
  readonly secret?: string;
  /** A JWKS: an http(s) URL, or the path of a file. */
  readonly jwks?: string;
  readonly issuer?: string;
  readonly audience?: string;
  readonly usernameClaim: string;
  /** The claim that names the role; without it, or with another value in it, the role is {@link defaultRole}. */
  readonly roleClaim?: string;
  readonly defaultRole: Role;
}

/** The session-data API. */
export interface SessmanSettings {
  /** How long data lives since it was last updated, in milliseconds. */
  readonly ttlMs: number;
  /** Who may call: the callers that may call the rest, or everybody. */
  readonly auth: 'callers' | 'open';
  /** Where its data lives, if not in {@link Settings.databaseUrl}. */
  readonly mongo?: SessmanMongoSettings;
}

export interface SessmanMongoSettings {
  /** `mongodb://…`, with the password in it. */
  readonly url: string;
  readonly collection: string;
}

/** The server's settings, read from the environment once at start. Durations in milliseconds. */
export abstract class Settings {
  abstract readonly port: number;
  abstract readonly host: string;
  /** `file:…` with an absolute path, or `mongodb://…`. */
  abstract readonly databaseUrl: string;
  abstract readonly collectionPrefix: string;
  abstract readonly aliveMs: number;
  abstract readonly keepaliveIntervalMs: number;
  abstract readonly onInactive: 'reject' | 'restart';
  abstract readonly adminPassword?: string;
  /** Newest first; empty: one is made and kept in the database. */
  abstract readonly sessionSecrets: readonly string[];
  abstract readonly jwt: JwtSettings;
  abstract readonly sessman: SessmanSettings;
  abstract readonly allowedOrigins: readonly string[];
  /** Fastify's trustProxy. */
  abstract readonly trustProxy: boolean | string;
  abstract readonly logLevel: LogLevel;
}
