import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Environment, readSettings, SettingsError } from './read-settings.js';

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

const conf = (text: string): string => {
  const file = join(folder, 'session.conf');
  writeFileSync(file, text);
  return file;
};

describe('readSettings', () => {
  it('has defaults for all settings', () => {
    expect(read({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: 'file:/srv/dwell/data/dwell.db',
      collectionPrefix: 'Default_',
      aliveMs: 300_000,
      keepaliveIntervalMs: 60_000,
      onInactive: 'reject',
      sessionSecrets: [],
      trustProxy: false,
      logLevel: 'info',
    });
  });

  it('S44: keeps session data for a day, or for SESSMAN_TTL seconds', () => {
    expect(read({}).sessman).toEqual({ ttlMs: 86_400_000, auth: 'callers', mongo: undefined });
    expect(read({ SESSMAN_TTL: '90', SESSMAN_AUTH: 'open' }).sessman).toMatchObject({
      ttlMs: 90_000,
      auth: 'open',
    });
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
    ['ALIVE_SESSION_DURATION', '0'],
    ['KEEPALIVE_INTERVAL', 'often'],
    ['ON_INACTIVE', 'ignore'],
    ['LOG_LEVEL', 'loud'],
    ['DATABASE_URL', 'postgres://u:secret@h/db'],
    ['DATABASE_URL', 'mongodb:///dwell'],
    ['COLLECTION_PREFIX', 'a b;'],
    ['ALLOWED_ORIGINS', 'https://app.example.com/path'],
    ['ALLOWED_ORIGINS', '*'],
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

    it.each([
      'alive_session_duration=120\n',
      '[SESSION]\nalive_session_duration=soon\n',
      '[SESSION]\nalive_session_duration=0x78\n',
      '[SESSION]\nalive_session_duration=1e2\n',
      '[SESSION]\nalive_session_duration=true\n',
    ])('rejects a broken file: %j', (text) => {
      expect(problemsOf({ SESSION_CONF: conf(text) })).toEqual([expect.stringContaining('SESSION_CONF')]);
    });
  });
});
