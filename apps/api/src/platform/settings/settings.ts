import type { Role } from '@dwell/shared';
import type { TrustProxy } from './trust-proxy.js';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** How tokens are verified. If there is neither a secret nor a key set, all tokens are refused. */
export interface JwtSettings {
  /** HS256 secret. */
  readonly secret?: string;
  /** A JWKS: an http(s) URL, or the path of a file. */
  readonly jwks?: string;
  readonly issuer?: string;
  readonly audience?: string;
  readonly usernameClaim: string;
  /** The claim that names the role, or several roles as a list. */
  readonly roleClaim?: string;
  /** The claim that names the groups of a person. If it is not set, tokens change no groups. */
  readonly groupsClaim?: string;
  /** The role of a token without {@link roleClaim}. */
  readonly defaultRole: Role;
}

/** Settings of the session-data API. */
export interface SessmanSettings {
  /** How long data lives after its last update, in milliseconds. */
  readonly ttlMs: number;
  /**
   * Who may call. `callers`: the callers of the other APIs, but API keys only if they may use session data. `open`:
   * everybody, except pages of unknown origins.
   */
  readonly auth: 'callers' | 'open';
  /** How many bytes of session data there may be. */
  readonly quotas: SessmanQuotaSettings;
  /** The MongoDB that stores session data; undefined: the database of {@link Settings.databaseUrl}. */
  readonly mongo?: SessmanMongoSettings;
}

/**
 * The most bytes of session data: in all, of one caller (a key, or the user of a login or a token), and of one `userid`
 * with one caller.
 */
export interface SessmanQuotaSettings {
  readonly totalBytes: number;
  readonly callerBytes: number;
  readonly userBytes: number;
}

export interface SessmanMongoSettings {
  /** `mongodb://…`, including the password. */
  readonly url: string;
  readonly collection: string;
}

/**
 * How much callers may ask for. For the rates, the connections and the live streams, 0 means without limit. Each
 * process of the server counts on its own.
 */
export interface LimitSettings {
  /** Requests per second with one API key. */
  readonly perKey: number;
  /** Requests per second of one user: counted separately for each API key, for logins and for tokens. */
  readonly perUser: number;
  /** Requests per second without a valid credential from one address; for IPv6, from one /64 network. */
  readonly perAddress: number;
  /** Connections from one address at a time. */
  readonly connectionsPerAddress: number;
  /** Live streams at a time. */
  readonly liveStreams: number;
  /** How long a whole request may take to arrive, in milliseconds. */
  readonly requestTimeoutMs: number;
}

/** The server's settings, read from the environment once at start. Durations in milliseconds. */
export abstract class Settings {
  abstract readonly port: number;
  abstract readonly host: string;
  /** How many processes answer requests. With 1, the server is one process; otherwise a primary starts these. */
  abstract readonly workers: number;
  /** `file:…` with an absolute path, or `mongodb://…`. */
  abstract readonly databaseUrl: string;
  abstract readonly collectionPrefix: string;
  abstract readonly aliveMs: number;
  abstract readonly keepaliveIntervalMs: number;
  abstract readonly onInactive: 'reject' | 'restart';
  abstract readonly adminPassword?: string;
  /**
   * The secrets that sign the cookies of logins and of known devices, and that encrypt what second factors need, newest
   * first. If empty, the server generates secrets and stores them in the database.
   */
  abstract readonly sessionSecrets: readonly string[];
  abstract readonly jwt: JwtSettings;
  abstract readonly sessman: SessmanSettings;
  /**
   * The origins of other web sites whose pages may record, use session data and ask about the tracker, normalised by
   * `normalizeOrigin`.
   */
  abstract readonly allowedOrigins: readonly string[];
  /** The host names that the server answers to, in lower case and without ports. Empty: all. */
  abstract readonly allowedHosts: readonly string[];
  /** The proxies whose forwarding headers are believed. */
  abstract readonly trustProxy: TrustProxy;
  abstract readonly limits: LimitSettings;
  /**
   * How long a login may be unused before it ends, except a reporter's login, which has no such limit. 0: no such limit
   * at all.
   */
  abstract readonly loginIdleMs: number;
  /** How long the audit log keeps an entry. */
  abstract readonly auditRetentionMs: number;
  abstract readonly logLevel: LogLevel;
}
