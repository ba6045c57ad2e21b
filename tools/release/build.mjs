/**
 * Builds a release into a folder: `node tools/release/build.mjs FOLDER`. The folder has the repository's layout, so that
 * programs find each other by the same relative paths. Third-party packages stay in the repository's node_modules.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { transformFile } from '@swc/core';
import { BUNDLED_PROJECTS, NODE_PROJECTS, packageName, ROOT, sourceFiles } from './projects.mjs';

const [, , release] = process.argv;

const MODULE = /^(.+)\/src\/(.+)\.ts$/;

/** The settings of tsconfig.base.json and apps/api/tsconfig.json, as SWC names them. */
const SWC = {
  configFile: false,
  swcrc: false,
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, verbatimModuleSyntax: true },
  },
  module: { type: 'es6' },
};

const compile = async (file) => {
  const [, project, module] = MODULE.exec(file);
  const { code } = await transformFile(join(ROOT, file), SWC);
  const target = join(release, project, 'dist', `${module}.js`);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, code);
};

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
  // The folder is not emptied, because the modules of a library are written beside its bundle.
  const args = [
    'build',
    '--outDir',
    join(release, project, 'dist'),
    '--emptyOutDir',
    'false',
    '--logLevel',
    'warn',
  ];
  const [code] = await once(
    spawn(process.execPath, [vite, ...args], {
      cwd: join(ROOT, project),
      stdio: ['ignore', 'inherit', 'inherit'],
    }),
    'exit',
  );
  if (code !== 0) throw new Error(`Vite could not build ${project}`);
};

for (const project of new Set([...NODE_PROJECTS, ...BUNDLED_PROJECTS])) linkPackage(project);
await Promise.all([
  ...NODE_PROJECTS.flatMap(sourceFiles)
    .filter((file) => MODULE.test(file) && !file.endsWith('.d.ts'))
    .map(compile),
  ...BUNDLED_PROJECTS.map(bundle),
]);
