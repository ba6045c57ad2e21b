import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Returns the settings with which Jest compiles one kind of file. Nest 12 is ESM but Jest's module registry is
 * CommonJS, so SWC compiles every module to CommonJS, in node_modules too.
 */
const swc = (parser, decorators, react) => [
  '@swc/jest',
  {
    jsc: {
      target: 'es2023',
      parser,
      transform: {
        ...(decorators ? { legacyDecorator: true, decoratorMetadata: true } : {}),
        ...(react ? { react: { runtime: 'automatic' } } : {}),
      },
    },
    module: { type: 'commonjs', ignoreDynamic: false },
  },
];

/** Puts tools/jest/fast-check.mjs in place of fast-check. */
const FEWER_CASES = {
  '^fast-check$': fileURLToPath(new URL('fast-check.mjs', import.meta.url)),
  '^all-of-fast-check$': createRequire(import.meta.url).resolve('fast-check'),
};

/**
 * Returns the settings of one Jest project. The packages of this repository are loaded from their sources.
 * @param {string} displayName
 * @param {string} rootDir
 * @param {Record<string, string>} [standIns] replacements of modules, by pattern
 */
export const project = (displayName, rootDir, standIns = {}) => ({
  displayName,
  rootDir,
  testEnvironment: 'node',
  testRunner: fileURLToPath(new URL('timed-runner.mjs', import.meta.url)),
  testMatch: ['<rootDir>/**/*.spec.ts', '<rootDir>/**/*.spec.tsx'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/', '/dist-types/'],
  transform: {
    '\\.ts$': swc({ syntax: 'typescript', decorators: true }, true, false),
    '\\.tsx$': swc({ syntax: 'typescript', tsx: true }, false, true),
    '\\.[mc]?js$': swc({ syntax: 'ecmascript' }, false, false),
  },
  transformIgnorePatterns: [],
  moduleNameMapper: { ...FEWER_CASES, ...standIns },
  resolver: fileURLToPath(new URL('resolver.cjs', import.meta.url)),
  testEnvironmentOptions: { customExportConditions: ['@dwell/source', 'node', 'node-addons'] },
});
