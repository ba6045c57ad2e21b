import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseDecimal, type Role, ROLES } from '@dwell/shared';
import ini from 'ini';
import { StartError } from '../start-error.js';
import { hostNameOf, normalizeTypedOrigin } from './origin.js';
import { readSessmanConf, type SessmanConf } from './sessman-conf.js';
import {
  type LimitSettings,
  LOG_LEVELS,
  type LogLevel,
  type SessmanSettings,
  type Settings,
} from './settings.js';
import { readTextFile } from './text-file.js';
import { parseTrustProxy, TRUST_PROXY_RULE, type TrustProxy } from './trust-proxy.js';

/** Thrown when settings can't be used. Each problem names its variable. */
export class SettingsError extends StartError {
  override readonly name = 'SettingsError';
}

export type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_ALIVE_SECONDS = 300;

/** The longest duration that setTimeout can wait, in seconds: 24 days. */
const MAX_SECONDS = 2_147_483;

/** Matches what tables of SQLite and collections of MongoDB may begin with. SQLite keeps sqlite_ for itself. */
const TABLE_PREFIX = /^(?!sqlite_)\w{0,32}$/i;

/**
 * Matches texts of the characters that addresses and host names have. Whether this machine has such an address shows
 * only when the server starts to listen.
 */
const HOST = /^[\w:][\w.:%-]{0,252}$/;

/** How long session data lives, in seconds: a day by default, ten years at most. */
const DEFAULT_SESSMAN_TTL = 86_400;
const MAX_SESSMAN_TTL = 315_360_000;

const MEGABYTE = 1024 * 1024;
const MAX_QUOTA_MB = 1_000_000_000;

/** The most processes that answer requests. */
const MAX_WORKERS = 64;

/**
 * Returns how many processes answer requests with WORKERS=auto. With fewer than four cores, one process is faster than
 * several; four processes give the one that records as much as it can take (docs/adr/0151).
 */
export const autoWorkers = (cores: number): number => (cores < 4 ? 1 : Math.min(cores - 2, 4));

const DAY_MS = 24 * 60 * 60 * 1000;

const MINUTE_MS = 60 * 1000;

/** The longest time that a login may be unused, in minutes: 30 days, after which every login ends. */
const MAX_IDLE_MINUTES = 43_200;

/** The longest time that the audit log is kept, in days: ten years. */
const MAX_RETENTION_DAYS = 3_650;

/**
 * Reads the settings from `env`. Resolves relative files against `root`.
 * @throws SettingsError that lists every bad setting
 */
export const readSettings = (env: Environment, root: string): Settings => {
  const problems: string[] = [];
  const read = new EnvironmentReader(env, problems);

  const sessionConf = read.text('SESSION_CONF');
  const confAlive = readSessionConf(sessionConf, root, read.text('ALIVE_SESSION_DURATION'), problems);
  const aliveSeconds = read.number(
    'ALIVE_SESSION_DURATION',
    confAlive ?? DEFAULT_ALIVE_SECONDS,
    1,
    MAX_SECONDS,
  );
  const intervalSeconds = read.number('KEEPALIVE_INTERVAL', Math.min(60, aliveSeconds / 2), 1, MAX_SECONDS);
  if (intervalSeconds >= aliveSeconds) {
    problems.push(
      `KEEPALIVE_INTERVAL (${intervalSeconds} s) must be shorter than the alive duration (${aliveSeconds} s): sessions would end between two keepalives`,
    );
  }
  const secret = read.text('JWT_SECRET');
  const jwks = read.fileOrUrl('JWT_JWKS', root);
  if (secret !== undefined && jwks !== undefined) {
    problems.push('JWT_SECRET and JWT_JWKS must not both be set: a token is verified in one way only');
  }
  if (secret !== undefined && Buffer.byteLength(secret) < 32) {
    problems.push('JWT_SECRET must be at least 32 bytes long');
  }
  const sessionSecrets = read.list('SESSION_SECRETS');
  if (sessionSecrets.some((each) => each.length < 16)) {
    problems.push('SESSION_SECRETS must be secrets of at least 16 characters each, separated by commas');
  }
  const adminPassword = read.text('ADMIN_PASSWORD');
  if (adminPassword !== undefined && (adminPassword.length < 8 || adminPassword.length > 256)) {
    problems.push('ADMIN_PASSWORD must be 8 to 256 characters long');
  }

  const settings: Settings = {
    port: read.integer('PORT', 3000, 0, 65_535),
    host: read.matching('HOST', '127.0.0.1', HOST, 'an address or a name of this machine'),
    workers: read.workers('WORKERS'),
    databaseUrl: read.databaseUrl('DATABASE_URL', 'file:./data/dwell.db', root),
    collectionPrefix: read.matching(
      'COLLECTION_PREFIX',
      'Default_',
      TABLE_PREFIX,
      'letters, digits and _, and must not begin with sqlite_',
    ),
    aliveMs: Math.round(aliveSeconds * 1000),
    keepaliveIntervalMs: Math.round(intervalSeconds * 1000),
    // The UIs of an older installation call sessionstart at the login only.
    onInactive: read.choice(
      'ON_INACTIVE',
      ['reject', 'restart'],
      sessionConf === undefined ? 'reject' : 'restart',
    ),
    adminPassword,
    sessionSecrets,
    jwt: {
      secret,
      jwks,
      issuer: read.text('JWT_ISSUER'),
      audience: read.text('JWT_AUDIENCE'),
      usernameClaim: read.text('JWT_USERNAME_CLAIM') ?? 'sub',
      roleClaim: read.text('JWT_ROLE_CLAIM'),
      groupsClaim: read.text('JWT_GROUPS_CLAIM'),
      defaultRole: read.choice<Role>('JWT_DEFAULT_ROLE', ROLES, 'reporter'),
    },
    sessman: readSessman(read, root, problems),
    allowedOrigins: read.origins('ALLOWED_ORIGINS'),
    allowedHosts: read.hostNames('ALLOWED_HOSTS'),
    trustProxy: read.trustProxy('TRUST_PROXY'),
    limits: readLimits(read),
    loginIdleMs: read.integer('LOGIN_IDLE_MINUTES', 720, 0, MAX_IDLE_MINUTES) * MINUTE_MS,
    auditRetentionMs: read.integer('AUDIT_RETENTION_DAYS', 365, 1, MAX_RETENTION_DAYS) * DAY_MS,
    logLevel: read.choice<LogLevel>('LOG_LEVEL', LOG_LEVELS, 'info'),
  };
  if (problems.length > 0) throw new SettingsError(problems);
  return settings;
};

/** The highest value to which a limit for requests, connections or live streams can be set. */
const MAX_LIMIT = 1_000_000;

/** The defaults let 5,000 browsers behind one address ping every 30 seconds, each over two connections. */
const readLimits = (read: EnvironmentReader): LimitSettings => ({
  perKey: read.integer('RATE_LIMIT_PER_KEY', 5_000, 0, MAX_LIMIT),
  perUser: read.integer('RATE_LIMIT_PER_USER', 50, 0, MAX_LIMIT),
  perAddress: read.integer('RATE_LIMIT_PER_ADDRESS', 500, 0, MAX_LIMIT),
  connectionsPerAddress: read.integer('MAX_CONNECTIONS_PER_ADDRESS', 10_000, 0, MAX_LIMIT),
  liveStreams: read.integer('MAX_LIVE_STREAMS', 5_000, 0, MAX_LIMIT),
  requestTimeoutMs: Math.round(read.number('REQUEST_TIMEOUT', 60, 1, 3_600) * 1000),
});

/** Reads typed values, and adds a problem for each that can't be used. Treats an empty variable as not set. */
class EnvironmentReader {
  constructor(
    private readonly env: Environment,
    private readonly problems: string[],
  ) {}

  text(name: string): string | undefined {
    return this.env[name]?.trim() || undefined;
  }

  number(name: string, byDefault: number, min: number, max: number): number {
    const text = this.text(name);
    if (text === undefined) return byDefault;
    const value = parseDecimal(text) ?? NaN;
    if (value >= min && value <= max) return value;
    this.problems.push(`${name} must be a number of seconds from ${min} to ${max}, not "${text}"`);
    return byDefault;
  }

  integer(name: string, byDefault: number, min: number, max: number): number {
    const text = this.text(name);
    if (text === undefined) return byDefault;
    const value = parseDecimal(text) ?? NaN;
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    this.problems.push(`${name} must be a whole number from ${min} to ${max}, not "${text}"`);
    return byDefault;
  }

  workers(name: string): number {
    const text = this.text(name);
    if (text === undefined) return 1;
    if (text === 'auto') return autoWorkers(availableParallelism());
    const value = parseDecimal(text) ?? NaN;
    if (Number.isInteger(value) && value >= 1 && value <= MAX_WORKERS) return value;
    this.problems.push(`${name} must be auto or a whole number from 1 to ${MAX_WORKERS}, not "${text}"`);
    return 1;
  }

  choice<T extends string>(name: string, choices: readonly T[], byDefault: T): T {
    const text = this.text(name);
    if (text === undefined) return byDefault;
    const choice = choices.find((each) => each === text);
    if (choice !== undefined) return choice;
    this.problems.push(`${name} must be one of ${choices.join(', ')}, not "${text}"`);
    return byDefault;
  }

  matching(name: string, byDefault: string, pattern: RegExp, inWords: string): string {
    const text = this.text(name) ?? byDefault;
    if (!pattern.test(text)) this.problems.push(`${name} must be ${inWords}, not "${text}"`);
    return text;
  }

  list(name: string): string[] {
    return (this.text(name) ?? '')
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  }

  origins(name: string): string[] {
    return this.list(name).flatMap((text) => {
      const origin = normalizeTypedOrigin(text);
      if (origin !== undefined) return origin;
      this.problems.push(
        `${name} must be origins such as https://app.example.com, separated by commas, not "${text}"`,
      );
      return [];
    });
  }

  hostNames(name: string): string[] {
    return this.list(name).flatMap((text) => {
      const host = hostNameOf(text);
      // The text must be the host name alone, in any form. A text with a port is refused, because the port would be
      // ignored.
      if (host !== undefined && !host.includes('*') && hostNameOf(`${text}:1`) === host) return host;
      this.problems.push(
        `${name} must be host names or addresses without ports, such as dwell.example.com,127.0.0.1,[::1], not "${text}"`,
      );
      return [];
    });
  }

  trustProxy(name: string): TrustProxy {
    const text = this.text(name) ?? 'false';
    const trust = parseTrustProxy(text);
    if (trust) return trust;
    this.problems.push(`${name} must be ${TRUST_PROXY_RULE}; not "${text}"`);
    return () => false;
  }

  /**
   * Returns an http(s) URL in its normal form, or the absolute path of a file. A URL with another scheme is a problem.
   */
  fileOrUrl(name: string, root: string): string | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const scheme = /^([a-z][a-z\d+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
    if (scheme === undefined) return resolve(root, text);
    if ((scheme === 'http' || scheme === 'https') && URL.canParse(text)) return new URL(text).href;
    // The message omits the value, because it may contain a password.
    this.problems.push(`${name} must be the path of a file or a URL such as https://sso.example.com/keys`);
    return undefined;
  }

  databaseUrl(name: string, byDefault: string, root: string): string {
    const text = this.text(name) ?? byDefault;
    if (/^mongodb(\+srv)?:\/\/[^/?]/.test(text)) return text;
    const file = /^file:(.+)$/.exec(text)?.[1];
    // The message omits the value, because it may contain a password.
    if (file === undefined) {
      this.problems.push(`${name} must be file:<path>, such as ${byDefault}, or mongodb://<host>/<database>`);
    }
    return `file:${resolve(root, (file ?? '').replace(/^\/\/(?=\/)/, ''))}`;
  }
}

/**
 * Reads the settings of the session-data API. SESSMAN_CONF says where session data lives; SESSMAN_TTL, or else
 * SESSMAN_CONF, says how long.
 */
const readSessman = (read: EnvironmentReader, root: string, problems: string[]): SessmanSettings => {
  let conf: SessmanConf | undefined;
  const file = read.text('SESSMAN_CONF');
  try {
    conf = file === undefined ? undefined : readSessmanConf(resolve(root, file));
  } catch (error) {
    problems.push(`SESSMAN_CONF ${(error as Error).message}`);
  }
  const byDefault = numberOf(conf?.ttlSeconds ?? DEFAULT_SESSMAN_TTL);
  const isOverridden = read.text('SESSMAN_TTL') !== undefined;
  if (!isOverridden && !(byDefault >= 1 && byDefault <= MAX_SESSMAN_TTL)) {
    problems.push(`SESSMAN_CONF: session_ttl must be a number of seconds from 1 to ${MAX_SESSMAN_TTL}`);
  }
  return {
    ttlMs: Math.round(read.number('SESSMAN_TTL', byDefault, 1, MAX_SESSMAN_TTL) * 1000),
    auth: read.choice('SESSMAN_AUTH', ['callers', 'open'], 'callers'),
    quotas: {
      totalBytes: read.integer('SESSMAN_QUOTA_MB', 4096, 1, MAX_QUOTA_MB) * MEGABYTE,
      callerBytes: read.integer('SESSMAN_QUOTA_PER_KEY_MB', 2048, 1, MAX_QUOTA_MB) * MEGABYTE,
      userBytes: read.integer('SESSMAN_QUOTA_PER_USER_MB', 64, 1, MAX_QUOTA_MB) * MEGABYTE,
    },
    mongo: conf?.mongo,
  };
};

/** Returns a number, or text that is a decimal number, as a number; else NaN. */
const numberOf = (value: unknown): number =>
  typeof value === 'string' ? (parseDecimal(value.trim()) ?? NaN) : typeof value === 'number' ? value : NaN;

/**
 * Returns the alive duration from the INI file of an older installation: alive_session_duration in [SESSION], in
 * seconds. If `override` is set, only checks that the file can be read and has the section, and returns undefined.
 */
const readSessionConf = (
  file: string | undefined,
  root: string,
  override: string | undefined,
  problems: string[],
): number | undefined => {
  if (file === undefined) return undefined;
  let content: Record<string, unknown>;
  try {
    content = ini.parse(readTextFile(resolve(root, file)));
  } catch (error) {
    problems.push(`SESSION_CONF ${(error as Error).message}`);
    return undefined;
  }
  const section = content['SESSION'];
  if (typeof section !== 'object' || section === null) {
    problems.push(`SESSION_CONF (${file}) has no section [SESSION]`);
    return undefined;
  }
  const value = (section as Record<string, unknown>)['alive_session_duration'];
  if (value === undefined || override !== undefined) return undefined;
  const seconds = numberOf(value);
  if (seconds >= 1 && seconds <= MAX_SECONDS) return seconds;
  problems.push(
    `SESSION_CONF (${file}): alive_session_duration must be a number of seconds from 1 to ${MAX_SECONDS}, not ${JSON.stringify(value)}`,
  );
  return undefined;
};
