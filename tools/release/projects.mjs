import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The projects that a release has. Vite bundles them: for Node, or for browsers. */
export const BUNDLED_PROJECTS = ['apps/api', 'apps/demo', 'apps/dashboard', 'libs/tracker'];

/** Projects whose sources are part of the bundles of a release. */
export const BUNDLED_LIBRARIES = [
  'libs/shared',
  'libs/sessions',
  'libs/client',
  'libs/simulation',
  'libs/programs',
];

const NOT_BUILT_FROM =
  /(^|\/)(node_modules|dist|dist-types|testing)\/|\.(spec\.tsx?|tsbuildinfo|md)$|\/LICENSE$/;

/** Lists the files that a project's build reads, as sorted paths relative to the root. */
export const sourceFiles = (project) =>
  readdirSync(join(ROOT, project), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .filter((file) => !NOT_BUILT_FROM.test(file))
    .sort();

/** Returns a project's package name. */
export const packageName = (project) =>
  JSON.parse(readFileSync(join(ROOT, project, 'package.json'), 'utf8')).name;
