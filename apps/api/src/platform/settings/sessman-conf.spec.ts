import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mongo } from 'mongoose';
import { type Environment, readSettings, SettingsError } from './read-settings.js';

/** Copied from the documentation of the original sessman, with its trailing comma. */
const AS_PRINTED = `{
  "username": "ps_sessman",
  "password": "<your secure password here>",
  "server_url": "mongo.domain.tld:27017",
  "database": "sessman",
  "session_ttl": 86400,
}
`;
const PASSWORD = 'hunter2-and-more';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dwell-sessman-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

const read = (file: string, env: Environment = {}) =>
  readSettings({ SESSMAN_CONF: file, ...env }, folder).sessman;

const readJson = (parameters: object) => read(write('sessman.json', JSON.stringify(parameters)));

const problemsOf = (text: string | undefined): readonly string[] => {
  try {
    read(text === undefined ? join(folder, 'nowhere.json') : write('broken.json', text));
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
};

/** Returns what the driver reads from a URL. */
const optionsOf = (url = '') => {
  const { hosts, dbName, credentials } = new mongo.MongoClient(url).options;
  return {
    hosts: hosts.map(String),
    dbName,
    username: credentials?.username,
    password: credentials?.password,
    source: credentials?.source,
  };
};

describe('SESSMAN_CONF', () => {
  it('S48: may be the JSON file of the original documentation, with its trailing comma', () => {
    const { mongo, ttlMs } = read(write('printed.json', AS_PRINTED));
    expect(optionsOf(mongo?.url)).toEqual({
      hosts: ['mongo.domain.tld:27017'],
      dbName: 'sessman',
      username: 'ps_sessman',
      password: '<your secure password here>',
      source: 'sessman',
    });
    expect(mongo?.collection).toBe('sessions');
    expect(ttlMs).toBe(86_400_000);
  });

  it('S48: keeps commas and brackets inside of strings', () => {
    const { mongo } = read(
      write('commas.json', `{ "username": "u", "password": "a,}\\\\\\",]", "database": "d" , }`),
    );
    expect(optionsOf(mongo?.url).password).toBe('a,}\\",]');
  });

  it.each(['sessman=json=sessman.json', 'sessman = json=sessman.json', 'sessman=json:sessman.json'])(
    'S47: may be an INI file that names the JSON file as %s',
    (line) => {
      write('sessman.json', AS_PRINTED);
      const { mongo } = read(write('pserv.ini', `[other]\nsessman=x\n[plugin_parms]\n${line}\n`));
      expect(optionsOf(mongo?.url)).toMatchObject({ dbName: 'sessman', username: 'ps_sessman' });
    },
  );

  it.each([
    ['sessman: json=sessman.json', 'a colon instead of the equals sign'],
    ['sessman=json=sessman.json\r', 'line ends of Windows'],
    ['; sessman=json=x.json\n# sessman=json=y.json\nsessman=json=sessman.json', 'comments'],
  ])('S47: may be an INI file with the lines %j: %s', (lines) => {
    write('sessman.json', AS_PRINTED);
    const { mongo } = read(write('pserv.ini', `[plugin_parms]\n${lines}\n[other]\nx=y\n`));
    expect(optionsOf(mongo?.url)).toMatchObject({ dbName: 'sessman', username: 'ps_sessman' });
  });

  it('S47: takes other parameters from the INI line unless the JSON file has them', () => {
    write('part.json', '{"password": "p", "database": "of-json"}');
    const line = 'sessman=username=u&database=of-ini&collection=kept&json=part.json';
    const { mongo } = read(write('pserv.ini', `[plugin_parms]\n${line}\n`));
    expect(optionsOf(mongo?.url)).toMatchObject({ dbName: 'of-json', username: 'u', password: 'p' });
    expect(mongo?.collection).toBe('kept');
  });

  it('S47: finds the JSON file in the folder of plugins that the INI file names', () => {
    mkdirSync(join(folder, 'plugins'), { recursive: true });
    write('plugins/there.json', '{"database": "there"}');
    const ini = `[paths]\nplugins=plugins\n[plugin_parms]\nsessman=json=there.json\n`;
    expect(optionsOf(read(write('pserv.ini', ini)).mongo?.url).dbName).toBe('there');
  });

  it('S49: has defaults for everything except the database', () => {
    const { mongo, ttlMs } = readJson({ database: 'd' });
    expect(optionsOf(mongo?.url)).toMatchObject({
      hosts: ['localhost:27017'],
      dbName: 'd',
      username: undefined,
    });
    expect(mongo?.collection).toBe('sessions');
    expect(ttlMs).toBe(86_400_000);
  });

  it('S49: names server, collection and time to live', () => {
    const { mongo, ttlMs } = readJson({
      database: 'd',
      server_url: 'a:27018,b:27019',
      collection: 'other',
      session_ttl: 90,
    });
    expect(optionsOf(mongo?.url).hosts).toEqual(['a:27018', 'b:27019']);
    expect(mongo?.collection).toBe('other');
    expect(ttlMs).toBe(90_000);
  });

  it('S49: has a time to live that SESSMAN_TTL overrides', () => {
    const file = write('ttl.json', '{"database": "d", "session_ttl": 90}');
    expect(read(file, { SESSMAN_TTL: '30' }).ttlMs).toBe(30_000);
  });

  it('S49: may have a time to live that is not valid if SESSMAN_TTL overrides it', () => {
    const file = write('bad-ttl.json', '{"database": "d", "session_ttl": "long"}');
    expect(read(file, { SESSMAN_TTL: '30' }).ttlMs).toBe(30_000);
  });

  it('S50: authenticates the user in the named database', () => {
    const { mongo } = readJson({ username: 'u', password: 'p', database: 'd' });
    expect(mongo?.url).toBe('mongodb://u:p@localhost:27017/d?authSource=d');
  });

  it.each(['p@ss:w/ord?%', '%40', 'a b+c&d=e#f', 'é🙂', `"'\\`, 'mongodb://x:y@z/', ' ', 'p,q;[]{}<>|^`'])(
    'S50: may contain any password: %s',
    (password) => {
      const { mongo } = readJson({ username: 'us:er@x', password, database: 'd' });
      expect(optionsOf(mongo?.url)).toMatchObject({
        hosts: ['localhost:27017'],
        username: 'us:er@x',
        password,
      });
    },
  );

  it.each(['a#b', 'a;b', ' # ', '"a"', "'a'", 'a\\b', 'a\\#b', 'a"b\\"c', '[a]', 'a=b:c', '$' + '{HOME}'])(
    'S50: may contain any password in the line of the INI file: %s',
    (password) => {
      const line = `sessman=username=u&password=${password}&database=d`;
      const { mongo } = read(write('pserv.ini', `[plugin_parms]\n${line}\n`));
      expect(optionsOf(mongo?.url)).toMatchObject({ dbName: 'd', username: 'u', password });
    },
  );

  it('S50: may contain any username and password, as they are in JSON and percent-encoded in the INI file', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(text, text, (username, password) => {
        const ini = `[plugin_parms]\nsessman=${new URLSearchParams({ username, password, database: 'd' })}\n`;
        for (const { mongo } of [
          readJson({ username, password, database: 'd' }),
          read(write('pserv.ini', ini)),
        ]) {
          expect(optionsOf(mongo?.url)).toMatchObject({ username, password, dbName: 'd' });
        }
      }),
    );
  });

  it.each([['90'], [' 90 ']])('S49: may have the time to live as text: %j', (session_ttl) => {
    expect(readJson({ database: 'd', session_ttl }).ttlMs).toBe(90_000);
  });

  it.each([[true], [[]], [[90]], [{}], [''], [' ']])(
    'S49: must not have the time to live as %j',
    (session_ttl) => {
      expect(problemsOf(JSON.stringify({ database: 'd', session_ttl }))).toEqual([
        expect.stringMatching(/session_ttl must be a number of seconds/),
      ]);
    },
  );

  it.each([
    ['a missing file', undefined, /can't be read: ENOENT/],
    ['a file that is not JSON', `{"password": "${PASSWORD}", "database" "d"}`, /is not JSON$/],
    ['an INI file without the section', `password = ${PASSWORD}`, /has no line "sessman=json=<file>"/],
    [
      'an INI file that names a missing file',
      '[plugin_parms]\nsessman=json=gone.json',
      /can't be read: ENOENT/,
    ],
    ['a missing database', `{"username": "u", "password": "${PASSWORD}"}`, /must name the database/],
    ['a bad database name', `{"password": "${PASSWORD}", "database": "a/b"}`, /database that can't be/],
    ['a bad collection name', '{"database": "d", "collection": "a$b"}', /collection that can't be/],
    ['a bad server', `{"database": "d", "server_url": "u:${PASSWORD}@h"}`, /must have server_url/],
    [
      'a password that is not text',
      '{"database": "d", "username": "u", "password": 5}',
      /must have password/,
    ],
    [
      'a password without a username',
      `{"database": "d", "password": "${PASSWORD}"}`,
      /a password but no username/,
    ],
    ['a bad time to live', '{"database": "d", "session_ttl": "long"}', /session_ttl must be/],
    ['a time to live of zero', '{"database": "d", "session_ttl": 0}', /session_ttl must be/],
  ])('S51: gives one problem, without the password, for %s', (_, text, problem) => {
    const problems = problemsOf(text);
    expect(problems).toEqual([expect.stringMatching(/^SESSMAN_CONF\b/)]);
    expect(problems[0]).toMatch(problem);
    expect(problems.join()).not.toContain(PASSWORD);
  });
});
