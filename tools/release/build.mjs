/**
 * Builds a release into a folder: `node tools/release/build.mjs FOLDER`. The folder has the repository's layout, so
 * that programs find each other by the same relative paths. Packages that are not part of a bundle stay in the
 * repository's node_modules.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { BUNDLED_PROJECTS, packageName, ROOT } from './projects.mjs';

const release = resolve(process.argv[2]);

/** Makes the project importable by its package name in the release, and links the project's own node_modules. */
const linkPackage = (project) => {
  const folder = join(release, project);
  mkdirSync(folder, { recursive: true });
  cpSync(join(ROOT, project, 'package.json'), join(folder, 'package.json'));
  const link = join(release, 'node_modules', packageName(project));
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(relative(dirname(link), folder), link, 'junction');
  const packages = join(ROOT, project, 'node_modules');
  // The link is relative and stays right when the release is renamed, because the depth below the root stays the same.
  if (existsSync(packages)) symlinkSync(relative(folder, packages), join(folder, 'node_modules'), 'junction');
};

const bundle = async (project) => {
  const require = createRequire(join(ROOT, project, 'package.json'));
  const vite = join(dirname(require.resolve('vite/package.json')), 'bin/vite.js');
  // Vite warns when it is to decide by itself whether to empty a folder outside of the project.
  const args = ['build', '--outDir', join(release, project, 'dist'), '--emptyOutDir', '--logLevel', 'warn'];
  const [code] = await once(
    spawn(process.execPath, [vite, ...args], {
      cwd: join(ROOT, project),
      stdio: ['ignore', 'inherit', 'inherit'],
    }),
    'exit',
  );
  if (code !== 0) throw new Error(`Vite could not build ${project}`);
};

for (const project of BUNDLED_PROJECTS) linkPackage(project);
await Promise.all(BUNDLED_PROJECTS.map(bundle));
