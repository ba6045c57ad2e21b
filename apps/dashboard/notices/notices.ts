import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** The parts of package-lock.json's entries that this module reads. */
interface LockEntry {
  readonly license?: string;
  /** Whether the entry is a link to a package of this repository. `resolved` is then that package's folder. */
  readonly link?: boolean;
  /** Whether only tools need the package. */
  readonly dev?: boolean;
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

type Lock = Readonly<Record<string, LockEntry>>;

/** Vite is listed because it puts small helpers of its own into the bundles. */
const BUNDLER = 'node_modules/vite';

const LICENCE_FILE = /^(licen[cs]e|copying|notice)/i;
const MODULES = 'node_modules/';
const RULE = '-'.repeat(80);

/**
 * Returns the key, such as `node_modules/a/node_modules/b`, of the package that the package with the key `from` gets
 * when it imports `name`; undefined if package-lock.json has no such package.
 */
const resolve = (lock: Lock, from: string, name: string): string | undefined => {
  for (let folder = from; ;) {
    const place = join(folder, MODULES, name);
    if (place in lock) return place;
    if (folder === '') return undefined;
    const parent = folder.lastIndexOf(`/${MODULES}`);
    folder = parent < 0 ? '' : folder.slice(0, parent);
  }
};

/** Returns the lock's keys of all third-party packages that the projects need to run, and of Vite, sorted. */
const neededPackages = (lock: Lock, projects: readonly string[]): string[] => {
  const needed = new Set<string>([...projects, BUNDLER]);
  // The loop also visits the entries that it adds to the set.
  for (const place of needed) {
    if (place === BUNDLER) continue;
    const { link, resolved, dependencies, optionalDependencies, peerDependencies } = lock[place] ?? {};
    if (link && resolved !== undefined) needed.add(resolved);
    for (const name of Object.keys({ ...peerDependencies, ...optionalDependencies, ...dependencies })) {
      const found = resolve(lock, place, name);
      // Leaves out packages that only tools need: a library may name a tool as its peer, such as TypeScript.
      if (found !== undefined && !lock[found]?.dev) needed.add(found);
    }
  }
  return [...needed].filter((place) => place.includes(MODULES) && !lock[place]?.link).sort();
};

/**
 * Returns a package's name and licence texts; undefined if its folder is missing, because npm does not install it on
 * this platform. Leaves out the version, because everybody can read the file, and a version tells an attacker which
 * known faults to try.
 */
const describePackage = (root: string, place: string, { license }: LockEntry): string | undefined => {
  const folder = join(root, place);
  if (!existsSync(folder)) return undefined;
  const name = place.slice(place.lastIndexOf(MODULES) + MODULES.length);
  const texts = readdirSync(folder, { withFileTypes: true })
    .filter((file) => file.isFile() && LICENCE_FILE.test(file.name))
    .map((file) => readFileSync(join(folder, file.name), 'utf8').trim());
  const heading = `${name} (${license ?? 'no licence named'})`;
  return [RULE, heading, RULE, '', ...texts, ''].join('\n');
};

/**
 * Returns the names and licences of all third-party packages that the projects need to run, and of Vite, as one text.
 */
export const thirdPartyNotices = (root: string, projects: readonly string[]): string => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Lock;
  };
  const described = neededPackages(packages, projects).map((place) =>
    describePackage(root, place, packages[place] ?? {}),
  );
  return [
    'Dwell contains these packages of others, each under its own licence.\n',
    // A package can be installed in several places, but is listed only once.
    ...new Set(described.filter((each) => each !== undefined)),
  ].join('\n');
};

/** Writes the licences of all third-party packages in the projects to `notices.txt`. The server serves the file. */
export const notices = (root: string, projects: readonly string[]): Plugin => ({
  name: 'dwell:notices',
  apply: 'build',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'notices.txt', source: thirdPartyNotices(root, projects) });
  },
});
