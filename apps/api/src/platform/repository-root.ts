import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const isRoot = (folder: string): boolean => {
  const manifest = join(folder, 'package.json');
  return (
    existsSync(manifest) && (JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string }).name === 'dwell'
  );
};

const findRoot = (folder: string): string => {
  if (isRoot(folder)) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('The server was moved out of its repository');
  return findRoot(parent);
};

/**
 * The root of the repository, found from wherever in it the server was built. Relative paths in settings are resolved
 * against it.
 */
export const REPOSITORY_ROOT = findRoot(dirname(fileURLToPath(import.meta.url)));
