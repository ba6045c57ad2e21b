import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUNDLED_LIBRARIES, BUNDLED_PROJECTS, ROOT, sourceFiles } from './projects.mjs';

const RELEASES = join(ROOT, '.releases');
const BUILD = fileURLToPath(new URL('build.mjs', import.meta.url));

/** How long a start waits while another start builds, in milliseconds. */
const MAX_WAIT_MS = 10 * 60 * 1000;

/** Files that change a build although they belong to no project. The hash that names a release includes them. */
const SETTINGS = [
  'package-lock.json',
  'tsconfig.base.json',
  'tools/release/build.mjs',
  'tools/release/projects.mjs',
];

/** Thrown when the sources can't be built. The message has the compiler's output. */
export class BuildError extends Error {}

/**
 * Returns the folder of the release of the current sources. Builds the release first when it does not exist.
 *
 * A release is named by the hash of its sources and never changes. So a start never replaces what a running process
 * reads, and processes of several versions can run side by side. A lock lets one start build while the others wait.
 * Each start removes the releases that no running process uses.
 * @throws BuildError
 */
export const openRelease = () => {
  const name = hashOfSources();
  const release = join(RELEASES, name);
  // Whoever may read the lock could take it, and so keep every start waiting. Older versions let all users do that.
  mkdirSync(RELEASES, { recursive: true });
  chmodSync(RELEASES, 0o700);
  const unlock = lock(join(RELEASES, 'lock'));
  try {
    if (!existsSync(release)) build(release);
    writeFileSync(join(RELEASES, `${name}.used-by-${process.pid}`), '');
    removeUnused(name);
  } finally {
    unlock();
  }
  return release;
};

const hashOfSources = () => {
  const files = [...SETTINGS, ...[...BUNDLED_PROJECTS, ...BUNDLED_LIBRARIES].flatMap(sourceFiles)];
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(ROOT, file)))
      .update('\0');
  return hash.digest('hex').slice(0, 16);
};

/**
 * Locks `file` with an SQLite transaction and returns a function that unlocks it. The kernel releases the lock when
 * the process ends, so a start that was killed leaves no stale lock behind.
 */
const lock = (file) => {
  const Database = createRequire(join(ROOT, 'apps/api/package.json'))('better-sqlite3');
  const connection = new Database(file, { timeout: MAX_WAIT_MS });
  connection.exec('BEGIN EXCLUSIVE');
  return () => connection.close();
};

const build = (release) => {
  process.stdout.write('Building Dwell: some seconds, once …\n');
  const unfinished = `${release}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const { status, stdout, stderr } = spawnSync(process.execPath, [BUILD, unfinished], { encoding: 'utf8' });
  if (status !== 0) throw new BuildError(`${stdout}${stderr}`);
  renameSync(unfinished, release);
};

const removeUnused = (current) => {
  const used = new Set([current]);
  for (const file of readdirSync(RELEASES)) {
    const [, name, pid] = /^(\w+)\.used-by-(\d+)$/.exec(file) ?? [];
    if (name === undefined) continue;
    if (isRunning(Number(pid))) used.add(name);
    else rmSync(join(RELEASES, file));
  }
  for (const entry of readdirSync(RELEASES, { withFileTypes: true })) {
    if (entry.isDirectory() && !used.has(entry.name)) rmSync(join(RELEASES, entry.name), { recursive: true });
  }
};

const isRunning = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM means that the process is running, but belongs to another user.
    return error.code === 'EPERM';
  }
};
