import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import ini from 'ini';
import type { SessmanMongoSettings } from './settings.js';

/** Where MongoDB is, and which collection holds the data, where the file does not say so. */
const DEFAULT_SERVER = 'localhost:27017';
const DEFAULT_COLLECTION = 'sessions';

/** What the file of an older installation says. */
export interface SessmanConf {
  readonly mongo: SessmanMongoSettings;
  /** `session_ttl`, as it stands there. */
  readonly ttlSeconds: unknown;
}

type Parameters = Readonly<Record<string, unknown>>;

/**
 * Reads the configuration of the original: its JSON file, or the INI file whose section plugin_parms names that one.
 * @throws Error, whose message says what is wrong and shows no value: any of them may be the password
 */
export const readSessmanConf = (file: string): SessmanConf => {
  const text = contentOf(file);
  const parameters = text.trimStart().startsWith('{') ? parseJson(file, text) : parametersOfIni(file, text);
  return { mongo: mongoOf(parameters), ttlSeconds: parameters['session_ttl'] };
};

const contentOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new Error(`can't be read: ${(error as Error).message}`, { cause: error });
  }
};

/** JSON with a comma behind the last of a list, as the original's documentation prints it. */
const parseJson = (file: string, text: string): Parameters => {
  const strict = text.replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_, string?: string) => string ?? '');
  let value: unknown;
  try {
    value = JSON.parse(strict);
  } catch {
    // The parser's own words repeat a part of the text.
    throw new Error(`(${file}) is no JSON`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Parameters;
  throw new Error(`(${file}) is no JSON object`);
};

/** A key, `=` or `:`, and a value; a line that begins with ; or # is a comment, one with [ a section. */
const INI_LINE = /^[^\S\n]*([^\s;#[=:][^=:\n]*?)[^\S\n]*[=:](.*)$/gm;

/**
 * For the reader of INI files, in which ; and # begin a comment anywhere, and quotes and backslashes are signs: to the one
 * that wrote the original's file all of these are a part of the value, and may be one of a password.
 */
const quoteValue = (_: string, key: string, value: string): string =>
  `${key}=${JSON.stringify(value.trim())}`;

/** `sessman=json=sessman.json`: what the JSON file says counts before what stands beside it. */
const parametersOfIni = (file: string, text: string): Parameters => {
  const sections = ini.parse(text.replace(INI_LINE, quoteValue));
  const value = textIn(sections['plugin_parms'], 'sessman');
  if (value === undefined)
    throw new Error(`(${file}) has no line "sessman=json=<file>" in a section [plugin_parms]`);
  const { json, ...others } = Object.fromEntries(new URLSearchParams(value.replace(/^json:/, 'json=')));
  if (json === undefined) return others;
  const jsonFile = resolve(dirname(file), textIn(sections['paths'], 'plugins') ?? '', json);
  return { ...others, ...parseJson(jsonFile, contentOf(jsonFile)) };
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
    if (typeof value !== 'string') throw new Error(`must say ${name} as a text`);
    return value;
  };
  const [username, password] = [text('username', ''), text('password', '')];
  const database = text('database', '');
  const collection = text('collection', DEFAULT_COLLECTION);
  const server = SERVER.exec(text('server_url', DEFAULT_SERVER))?.groups;
  if (database === '') throw new Error('must say the database');
  if (!DATABASE.test(database)) throw new Error("says a database that can't be the name of one");
  if (!COLLECTION.test(collection)) throw new Error("says a collection that can't be the name of one");
  if (!server) throw new Error('must say the server_url as host:port');
  if (username === '' && password !== '') throw new Error('says a password and no username');
  const { scheme = 'mongodb://', hosts = '' } = server;
  if (username === '') return { url: `${scheme}${hosts}/${database}`, collection };
  const credentials = [username, password].map(encodeURIComponent).join(':');
  return { url: `${scheme}${credentials}@${hosts}/${database}?authSource=${database}`, collection };
};
