import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Returns the nearest folder, from `folder` upwards, whose package.json has this name. */
const findPackage = (name: string, folder: string): string => {
  const manifest = join(folder, 'package.json');
  if (
    existsSync(manifest) &&
    (JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string }).name === name
  ) {
    return folder;
  }
  const parent = dirname(folder);
  if (parent === folder) throw new Error('The server was moved out of its repository');
  return findPackage(name, parent);
};

/**
 * The folder of this project: apps/api in the repository, or its copy in a release. A bundle has its modules elsewhere
 * than the sources, so paths to other built files start here instead of at a module.
 */
export const PROJECT_ROOT = findPackage('@dwell/api', dirname(fileURLToPath(import.meta.url)));

/**
 * The root of the repository, found from wherever in it the server was built. Relative paths in settings are resolved
 * against it.
 */
export const REPOSITORY_ROOT = findPackage('dwell', PROJECT_ROOT);
