import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyText } from '@dwell/shared/testing/any-text';
import { autoWorkers, type Environment, readSettings, SettingsError } from './read-settings.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dwell-settings-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = (env: Environment) => readSettings(env, '/srv/dwell');

const problemsOf = (env: Environment): readonly string[] => {
  try {
    read(env);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
};

const conf = (text: string | Uint8Array): string => {
  const file = join(folder, 'session.conf');
  writeFileSync(file, text);
  return file;
};

/** Returns the names of all variables that are read. */
const variables = (): string[] => {
  const names = new Set<string>();
  read(new Proxy({}, { get: (_, name) => void names.add(String(name)) }));
  return [...names];
};

describe('readSettings', () => {
  it('needs no setting, and has these defaults', () => {
    expect(read({})).toMatchObject({
      port: 3000,
      workers: 1,
      host: '127.0.0.1',
      databaseUrl: 'file:/srv/dwell/data/dwell.db',
      collectionPrefix: 'Default_',
      aliveMs: 300_000,
      keepaliveIntervalMs: 60_000,
      onInactive: 'reject',
      sessionSecrets: [],
      logLevel: 'info',
    });
  });

  it('S44: lets session data live for a day, or for SESSMAN_TTL seconds', () => {
    expect(read({}).sessman).toMatchObject({ ttlMs: 86_400_000, auth: 'callers', mongo: undefined });
    expect(read({ SESSMAN_TTL: '90', SESSMAN_AUTH: 'open' }).sessman).toMatchObject({
      ttlMs: 90_000,
      auth: 'open',
    });
  });

  it('lets a login end after twelve hours without use, or after LOGIN_IDLE_MINUTES', () => {
    expect(read({}).loginIdleMs).toBe(43_200_000);
    expect(read({ LOGIN_IDLE_MINUTES: '30' }).loginIdleMs).toBe(1_800_000);
    expect(read({ LOGIN_IDLE_MINUTES: '0' }).loginIdleMs).toBe(0);
    for (const bad of ['-1', '0.5', 'off', '43201']) {
      expect(problemsOf({ LOGIN_IDLE_MINUTES: bad })).toEqual([
        `LOGIN_IDLE_MINUTES must be a whole number from 0 to 43200, not "${bad}"`,
      ]);
    }
  });

  it('lets WORKERS processes answer requests; with auto, the number depends on the cores', () => {
    expect(read({ WORKERS: '3' }).workers).toBe(3);
    expect(read({ WORKERS: 'auto' }).workers).toBe(autoWorkers(availableParallelism()));
    expect([1, 2, 3, 4, 5, 6, 64].map(autoWorkers)).toEqual([1, 1, 1, 2, 3, 4, 4]);
  });

  it('treats an empty variable as not set', () => {
    expect(read({ PORT: '', HOST: ' ' })).toMatchObject({ port: 3000, host: '127.0.0.1' });
  });

  it('resolves a relative database file against the root, and leaves an absolute one unchanged', () => {
    expect(read({ DATABASE_URL: 'file:./x/y.db' }).databaseUrl).toBe('file:/srv/dwell/x/y.db');
    expect(read({ DATABASE_URL: 'file:/var/lib/y.db' }).databaseUrl).toBe('file:/var/lib/y.db');
    expect(read({ DATABASE_URL: 'file:///var/lib/y.db' }).databaseUrl).toBe('file:/var/lib/y.db');
  });

  it.each(['mongodb://u:p%40ss@a:27017,b:27017/dwell?replicaSet=rs0', 'mongodb+srv://cluster.example.com'])(
    'leaves a MongoDB URL unchanged: %s',
    (url) => {
      expect(read({ DATABASE_URL: url }).databaseUrl).toBe(url);
    },
  );

  it.each([
    ['PORT', 'eighty'],
    ['PORT', '65536'],
    ['WORKERS', '0'],
    ['WORKERS', '1.5'],
    ['WORKERS', '65'],
    ['WORKERS', 'all'],
    ['ALIVE_SESSION_DURATION', '0'],
    ['KEEPALIVE_INTERVAL', 'often'],
    ['ON_INACTIVE', 'ignore'],
    ['LOG_LEVEL', 'loud'],
    ['DATABASE_URL', 'postgres://u:secret@h/db'],
    ['DATABASE_URL', 'mongodb:///dwell'],
    ['COLLECTION_PREFIX', 'a b;'],
    ['COLLECTION_PREFIX', 'SQLite_'],
    ['ALLOWED_ORIGINS', 'https://app.example.com/path'],
    ['ALLOWED_ORIGINS', '*'],
    ['SESSMAN_QUOTA_MB', '0'],
    ['SESSMAN_QUOTA_PER_KEY_MB', '1.5'],
    ['SESSMAN_QUOTA_PER_USER_MB', 'many'],
    ['ALLOWED_HOSTS', '*'],
    ['ALLOWED_HOSTS', 'dwell.example.com:3000'],
    ['ALLOWED_HOSTS', 'https://dwell.example.com'],
    ['HOST', 'http://127.0.0.1'],
    ['HOST', '[::1]'],
    ['JWT_JWKS', 'http://['],
    ['JWT_JWKS', 'ftp://sso.example.com/keys'],
    ['SESSION_SECRETS', 'short'],
    ['JWT_SECRET', 'short'],
    ['ADMIN_PASSWORD', 'short'],
    ['SESSION_CONF', '/nowhere/session.conf'],
    ['SESSMAN_CONF', '/nowhere/sessman.json'],
    ['SESSMAN_TTL', '0'],
    ['SESSMAN_AUTH', 'closed'],
  ])('names a bad %s (%s)', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([expect.stringContaining(name)]);
  });

  it.each(['PORT', 'ALIVE_SESSION_DURATION', 'KEEPALIVE_INTERVAL', 'SESSMAN_TTL'])(
    'accepts only decimal numbers in %s',
    (name) => {
      for (const value of ['0x10', '1e2', '+50', '5_0', '50.', '.5e2', '0b11']) {
        expect(problemsOf({ [name]: value })).toEqual([expect.stringContaining(`${name} must be a`)]);
      }
      expect(problemsOf({ [name]: ' 50 ' })).toEqual([]);
    },
  );

  it('accepts every text of every variable, or lists the variable as a problem', () => {
    const names = variables();
    expect(names).toEqual(expect.arrayContaining(['PORT', 'TRUST_PROXY', 'SESSMAN_CONF', 'LOG_LEVEL']));
    const text = fc.oneof(
      fc.string(),
      anyText(),
      fc.webAuthority({ withPort: true }).map((host) => `https://user:word@${host}/path?query`),
      fc.ipV6(),
      fc.constantFrom(
        'yes',
        '1',
        '-1',
        '1e3',
        '0x10',
        '/',
        '.',
        ',',
        '[',
        'file:',
        'http://[',
        'mongodb://%',
        folder,
      ),
      fc.string({ unit: fc.constantFrom(...'0123456789abcdef.:/,%[]*- @') }),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), text, { maxKeys: 4 }), (env) => {
        for (const problem of problemsOf(env))
          expect(names.some((name) => problem.includes(name))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('accepts a URL of keys whose scheme is in upper case, and resolves a path of keys against the root', () => {
    expect(read({ JWT_JWKS: 'HTTPS://sso.example.com/keys' }).jwt.jwks).toBe('https://sso.example.com/keys');
    expect(read({ JWT_JWKS: 'keys.json' }).jwt.jwks).toBe('/srv/dwell/keys.json');
  });

  it('accepts an allowed origin with a slash at its end', () => {
    expect(read({ ALLOWED_ORIGINS: 'https://App.example.com:443/' }).allowedOrigins).toEqual([
      'https://app.example.com',
    ]);
  });

  it('lists all bad settings at once', () => {
    expect(problemsOf({ PORT: 'x', LOG_LEVEL: 'y', ON_INACTIVE: 'z' })).toHaveLength(3);
  });

  it('does not repeat a database URL in the message, because it may contain a password', () => {
    expect(problemsOf({ DATABASE_URL: 'postgres://u:hunter2@h/db' }).join()).not.toContain('hunter2');
  });

  it('requires a keepalive interval that is shorter than the alive duration', () => {
    expect(problemsOf({ ALIVE_SESSION_DURATION: '60', KEEPALIVE_INTERVAL: '60' })).toEqual([
      expect.stringContaining('KEEPALIVE_INTERVAL'),
    ]);
    expect(problemsOf({ ALIVE_SESSION_DURATION: '60', KEEPALIVE_INTERVAL: '59' })).toEqual([]);
  });

  it('lowers the default keepalive interval for a short alive duration', () => {
    expect(read({ ALIVE_SESSION_DURATION: '20' }).keepaliveIntervalMs).toBe(10_000);
  });

  it('rejects JWT_SECRET together with JWT_JWKS', () => {
    expect(problemsOf({ JWT_SECRET: 's'.repeat(32), JWT_JWKS: 'keys.json' })).toEqual([
      expect.stringContaining('JWT_JWKS'),
    ]);
  });

  describe('with the session.conf of an older installation', () => {
    it('reads the alive duration', () => {
      const file = conf(
        '[SESSION]\nalive_session_duration=120\nsession_storage_uri=mongodb-default-session://\n',
      );
      expect(read({ SESSION_CONF: file }).aliveMs).toBe(120_000);
    });

    it('takes the default if the key is missing', () => {
      expect(read({ SESSION_CONF: conf('[SESSION]\n') }).aliveMs).toBe(300_000);
    });

    it('prefers ALIVE_SESSION_DURATION in the environment', () => {
      const file = conf('[SESSION]\nalive_session_duration=120\n');
      expect(read({ SESSION_CONF: file, ALIVE_SESSION_DURATION: '90' }).aliveMs).toBe(90_000);
    });

    it('ignores a duration in the file that ALIVE_SESSION_DURATION overrides', () => {
      const file = conf('[SESSION]\nalive_session_duration=soon\n');
      expect(read({ SESSION_CONF: file, ALIVE_SESSION_DURATION: '90' }).aliveMs).toBe(90_000);
    });

    it('lets a keepalive without a session start one, unless ON_INACTIVE says otherwise', () => {
      const SESSION_CONF = conf('[SESSION]\n');
      expect(read({ SESSION_CONF }).onInactive).toBe('restart');
      expect(read({ SESSION_CONF, ON_INACTIVE: 'reject' }).onInactive).toBe('reject');
    });

    it('reads a file that begins with a byte order mark', () => {
      expect(read({ SESSION_CONF: conf('\uFEFF[SESSION]\nalive_session_duration=120\n') }).aliveMs).toBe(
        120_000,
      );
    });

    it.each([
      'alive_session_duration=120\n',
      '[SESSION]\nalive_session_duration=soon\n',
      '[SESSION]\nalive_session_duration=0x78\n',
      '[SESSION]\nalive_session_duration=1e2\n',
      '[SESSION]\nalive_session_duration=true\n',
      '[SESSION]\nalive_session_duration\n',
      '[SESSION]\nalive_session_duration[]=120\n',
    ])('rejects a broken file: %j', (text) => {
      expect(problemsOf({ SESSION_CONF: conf(text) })).toEqual([expect.stringContaining('SESSION_CONF')]);
    });
  });

  describe.each(['SESSION_CONF', 'SESSMAN_CONF'])('%s', (name) => {
    it('is reported as a problem if it names a folder', () => {
      const path = join(folder, 'a-folder');
      mkdirSync(path, { recursive: true });
      expect(problemsOf({ [name]: path })).toEqual([expect.stringMatching(`^${name} can't be read: EISDIR`)]);
    });

    it('is reported as a problem if it names a file that is not UTF-8', () => {
      const utf16 = Buffer.from('\uFEFF[SESSION]\nalive_session_duration=120\n', 'utf16le');
      const latin1 = Buffer.from('[SESSION]\n# durée\n', 'latin1');
      for (const bytes of [utf16, latin1]) {
        expect(problemsOf({ [name]: conf(bytes) })).toEqual([
          expect.stringMatching(`^${name} .*is not UTF-8 text$`),
        ]);
      }
    });
  });
});
