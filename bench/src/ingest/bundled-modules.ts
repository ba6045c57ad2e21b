import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The comment that the build of the API writes above the code of each module in a bundle. */
const MODULE_COMMENT = /^\/\/ (\S+\.[cm]?[jt]s)$/;

/** Where the code of each module in a file begins, from the first line to the last. */
type Modules = readonly { readonly line: number; readonly module: string }[];

const files = new Map<string, Modules>();

/**
 * Returns the URL of the module that a line of code comes from: the file itself, or a module in it if it is a bundle.
 * @param line counted from 0
 */
export const moduleOf = (url: string, line: number): string => {
  if (!url.startsWith('file:')) return url;
  let modules = files.get(url);
  if (!modules) files.set(url, (modules = modulesIn(fileURLToPath(url))));
  const found = modules.findLast((each) => each.line <= line)?.module;
  return found === undefined ? url : new URL(found, url).href;
};

const modulesIn = (file: string): Modules => {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, line) => {
      const [, module] = MODULE_COMMENT.exec(text) ?? [];
      return module === undefined ? [] : [{ line, module }];
    });
};
