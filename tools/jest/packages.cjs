/**
 * Bundles of the packages that have the most modules, for tests. Jest loads all modules again for each spec file, and
 * each module costs it a third of a millisecond: the 1,100 modules of these packages come as 30 files instead.
 *
 * jest.config.mjs makes the bundles if there are none of the installed packages, and resolver.cjs gives them in place
 * of the packages. They are readable JavaScript: each module's name stands above its code.
 */
const { createHash } = require('node:crypto');
const { existsSync, readdirSync, readFileSync, renameSync, rmSync } = require('node:fs');
const { join } = require('node:path');

const ROOT = join(__dirname, '../..');
const CACHE = join(ROOT, 'node_modules/.cache/jest-packages');

/** All names by which this repository or a package outside of the bundles imports the packages. */
const NAMES = [
  '@fastify/static',
  '@nestjs/common',
  '@nestjs/common/internal',
  '@nestjs/core',
  '@nestjs/core/internal',
  '@nestjs/platform-fastify',
  '@nestjs/platform-fastify/constants.js',
  '@nestjs/swagger',
  'ajv/dist/2020.js',
  'class-validator',
  'fastify',
  'jose',
  'kysely',
  'rxjs',
  'rxjs/operators',
];

/** What the bundles load from node_modules, so that there is one copy of each. */
const OUTSIDE = [
  // Tests import them too, or they find files by their own path.
  'class-transformer',
  'reflect-metadata',
  'swagger-ui-dist',
  // Fastify's compilers of JSON Schema are never loaded (noSchemas in server.ts).
  '@fastify/ajv-compiler',
  '@fastify/fast-json-stringify-compiler',
];

/** npm writes the first file at each installation. */
const KEY = [join(ROOT, 'node_modules/.package-lock.json'), __filename]
  .reduce((hash, file) => hash.update(readFileSync(file)), createHash('sha256'))
  .digest('hex')
  .slice(0, 12);

const FOLDER = join(CACHE, KEY);

/** The file that stands in for an import of each name. */
exports.BUNDLES = Object.fromEntries(NAMES.map((name) => [name, join(FOLDER, `${name}.cjs`)]));

exports.bundlePackages = async () => {
  if (existsSync(FOLDER)) return;
  const { build } = await import('vite');
  // Another run may do the same at the same time.
  const unfinished = join(CACHE, `${KEY}-${process.pid}`);
  await build({
    configFile: false,
    logLevel: 'warn',
    root: join(ROOT, 'apps/api'),
    build: {
      ssr: true,
      outDir: unfinished,
      emptyOutDir: true,
      target: 'es2023',
      rolldownOptions: {
        input: Object.fromEntries(NAMES.map((name) => [name, name])),
        output: {
          format: 'cjs',
          exports: 'auto',
          keepNames: true,
          // Keeps the order in which modules run, across files: Nest's decorators need reflect-metadata first.
          strictExecutionOrder: true,
          entryFileNames: '[name].cjs',
          chunkFileNames: 'chunks/[name].cjs',
        },
        experimental: { attachDebugInfo: 'simple' },
      },
    },
    ssr: { noExternal: true, external: OUTSIDE },
  });
  for (const old of readdirSync(CACHE))
    if (!old.startsWith(KEY)) rmSync(join(CACHE, old), { recursive: true, force: true });
  try {
    renameSync(unfinished, FOLDER);
  } catch (error) {
    if (!existsSync(FOLDER)) throw error;
    rmSync(unfinished, { recursive: true });
  }
};
