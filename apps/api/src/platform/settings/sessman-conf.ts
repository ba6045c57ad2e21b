import { dirname, resolve } from 'node:path';
import ini from 'ini';
import type { SessmanMongoSettings } from './settings.js';
import { readTextFile } from './text-file.js';

/** The defaults of server_url and collection. */
const DEFAULT_SERVER = 'localhost:27017';
const DEFAULT_COLLECTION = 'sessions';

/** The contents of the configuration file of an older installation. */
export interface SessmanConf {
  readonly mongo: SessmanMongoSettings;
  /** `session_ttl`, not validated. */
  readonly ttlSeconds: unknown;
}

type Parameters = Readonly<Record<string, unknown>>;

/**
 * Reads the configuration of the original sessman: its JSON file, or an INI file whose section plugin_parms has the
 * parameters or names the JSON file.
 * @throws Error whose message shows no values, because any of them may be the password
 */
export const readSessmanConf = (file: string): SessmanConf => {
  const text = readTextFile(file);
  const parameters = text.trimStart().startsWith('{') ? parseJson(file, text) : parametersOfIni(file, text);
  return { mongo: mongoOf(parameters), ttlSeconds: parameters['session_ttl'] };
};

/** Parses JSON that may have trailing commas, because the original's documentation has one. */
const parseJson = (file: string, text: string): Parameters => {
  const strict = text.replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_, string?: string) => string ?? '');
  let value: unknown;
  try {
    value = JSON.parse(strict);
  } catch {
    // The parser's message would repeat a part of the text.
    throw new Error(`(${file}) is not JSON`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Parameters;
  throw new Error(`(${file}) is not a JSON object`);
};

/** Matches a key, `=` or `:`, and a value, but no comments (; or #) and no section headers ([). */
const INI_LINE = /^[^\S\n]*([^\s;#[=:][^=:\n]*?)[^\S\n]*[=:](.*)$/gm;

/**
 * Quotes a value for the `ini` package, which treats ; # quotes and backslashes in values as syntax. The original took
 * them literally, and a password may contain them.
 */
const quoteValue = (_: string, key: string, value: string): string =>
  `${key}=${JSON.stringify(value.trim())}`;

/**
 * Reads the line `sessman=json=sessman.json`. The parameters in the JSON file take precedence over others on that
 * line.
 */
const parametersOfIni = (file: string, text: string): Parameters => {
  const sections = ini.parse(text.replace(INI_LINE, quoteValue));
  const value = textIn(sections['plugin_parms'], 'sessman');
  if (value === undefined)
    throw new Error(`(${file}) has no line "sessman=json=<file>" in a section [plugin_parms]`);
  const { json, ...others } = Object.fromEntries(new URLSearchParams(value.replace(/^json:/, 'json=')));
  if (json === undefined) return others;
  const jsonFile = resolve(dirname(file), textIn(sections['paths'], 'plugins') ?? '', json);
  return { ...others, ...parseJson(jsonFile, readTextFile(jsonFile)) };
};

const textIn = (section: unknown, key: string): string | undefined => {
  const value = (section as Partial<Record<string, unknown>> | undefined)?.[key];
  return typeof value === 'string' ? value : undefined;
};

const SERVER = /^(?<scheme>mongodb(?:\+srv)?:\/\/)?(?<hosts>[^\s@/?#%]+)\/?$/;
const DATABASE = /^[^/\\. "$\0?@%]{1,63}$/;
const COLLECTION = /^(?!system\.)[^$\0]{1,120}$/;

const mongoOf = (parameters: Parameters): SessmanMongoSettings => {
  const text = (name: string, byDefault: string): string => {
    const value = parameters[name] ?? byDefault;
    if (typeof value !== 'string') throw new Error(`must have ${name} as text`);
    return value;
  };
  const [username, password] = [text('username', ''), text('password', '')];
  const database = text('database', '');
  const collection = text('collection', DEFAULT_COLLECTION);
  const server = SERVER.exec(text('server_url', DEFAULT_SERVER))?.groups;
  if (database === '') throw new Error('must name the database');
  if (!DATABASE.test(database)) throw new Error("has a database that can't be the name of one");
  if (!COLLECTION.test(collection)) throw new Error("has a collection that can't be the name of one");
  if (!server) throw new Error('must have server_url as host:port');
  if (username === '' && password !== '') throw new Error('has a password but no username');
  const { scheme = 'mongodb://', hosts = '' } = server;
  if (username === '') return { url: `${scheme}${hosts}/${database}`, collection };
  const credentials = [username, password].map(encodeURIComponent).join(':');
  return { url: `${scheme}${credentials}@${hosts}/${database}?authSource=${database}`, collection };
};
