import { existsSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { REPOSITORY_ROOT } from './repository-root.js';

/** A position in a file as stack traces have it, with line and column from 1. */
const POSITION = /(file:\/\/\/\S+):(\d+):(\d+)/;

/** A call in a stack, which describes itself as in V8's own stack traces. */
interface Frame {
  toString(): string;
}

/**
 * The source maps that one stack trace has needed, by the URL of the bundle's file; undefined for a file without one.
 */
type SourceMaps = Map<string, SourceMap | undefined>;

/**
 * The most positions whose place in the sources is remembered, so that it is looked up once. They suffice, because a
 * program has few places where errors are thrown.
 */
const MOST_POSITIONS = 1_000;

/**
 * Makes stack traces name the source files of this repository instead of the bundle that they are in. A source map is
 * read when a stack trace needs it, and is not kept. Node's own --enable-source-maps reads all maps at the start, which
 * takes a tenth of the start's time and 20 MB for good.
 */
export const nameSourcesInStacks = (): void => {
  const known = new Map<string, string>();
  const inSources = (position: string, maps: SourceMaps): string => {
    let found = known.get(position);
    if (found === undefined) {
      found = findInSources(position, maps) ?? position;
      if (known.size < MOST_POSITIONS) known.set(position, found);
    }
    return found;
  };
  Error.prepareStackTrace = (error, frames: readonly Frame[]) => {
    const maps: SourceMaps = new Map();
    const inMaps = (position: string): string => inSources(position, maps);
    return [
      describe(error),
      ...frames.map((frame) => `    at ${frame.toString().replace(POSITION, inMaps)}`),
    ].join('\n');
  };
};

/** Describes an error as V8 does. An error's own `toString` may throw. */
const describe = (error: unknown): string => {
  try {
    return String(error);
  } catch {
    return 'Error';
  }
};

/**
 * Returns the same position in the source file; undefined if no source map has it, or if the map can't be read. An
 * error that is thrown here would take the place of the one whose stack is wanted.
 */
const findInSources = (position: string, maps: SourceMaps): string | undefined => {
  const [, url = '', line, column] = POSITION.exec(position) ?? [];
  try {
    if (!maps.has(url)) maps.set(url, readSourceMap(url));
    const entry = maps.get(url)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (!entry || !('originalSource' in entry)) return undefined;
    const source = relative(REPOSITORY_ROOT, fileURLToPath(new URL(entry.originalSource, url)));
    return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  } catch {
    return undefined;
  }
};

const readSourceMap = (url: string): SourceMap | undefined => {
  const map = `${fileURLToPath(url)}.map`;
  return existsSync(map)
    ? new SourceMap(JSON.parse(readFileSync(map, 'utf8')) as SourceMapPayload)
    : undefined;
};
