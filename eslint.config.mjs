import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/**
 * Who may import whom. An app imports libs, never another app; libs/shared depends on nothing;
 * the browser side never sees server-only packages.
 */
const boundaries = [
  { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:lib'] },
  { sourceTag: 'type:e2e', onlyDependOnLibsWithTags: ['type:lib'] },
  { sourceTag: 'type:tool', onlyDependOnLibsWithTags: ['type:lib'] },
  { sourceTag: 'scope:shared', onlyDependOnLibsWithTags: [], bannedExternalImports: ['*'] },
  {
    sourceTag: 'scope:sessions',
    onlyDependOnLibsWithTags: ['scope:sessions'],
    bannedExternalImports: ['@nestjs/*'],
  },
  {
    sourceTag: 'scope:simulation',
    onlyDependOnLibsWithTags: ['scope:shared', 'scope:tracker', 'scope:simulation'],
    bannedExternalImports: ['@nestjs/*'],
  },
  {
    sourceTag: 'scope:api',
    notDependOnLibsWithTags: ['scope:simulation', 'scope:browsing', 'scope:programs'],
  },
  { sourceTag: 'scope:programs', onlyDependOnLibsWithTags: ['scope:shared'] },
  // What every page loads: it may know the contract's types, and brings nothing along.
  { sourceTag: 'scope:tracker', onlyDependOnLibsWithTags: ['scope:shared'], bannedExternalImports: ['*'] },
  {
    sourceTag: 'scope:browsing',
    onlyDependOnLibsWithTags: ['scope:shared', 'scope:tracker'],
    bannedExternalImports: ['@nestjs/*'],
  },
  {
    sourceTag: 'scope:dashboard',
    onlyDependOnLibsWithTags: ['scope:shared'],
    bannedExternalImports: ['class-validator', 'class-transformer', '@nestjs/*', 'better-sqlite3', 'kysely'],
  },
];

/** What a lib ships depends on nothing; what builds and tests it may use the tools for that. */
const dependsOnNothing = (lib, ...tools) => [
  {
    files: tools.map((each) => `libs/${lib}/**/${each}`),
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          depConstraints: boundaries.map((constraint) =>
            constraint.sourceTag === `scope:${lib}`
              ? {
                  ...constraint,
                  bannedExternalImports: [],
                  allowedExternalImports: ['@jest/globals', 'fast-check', 'vite'],
                }
              : constraint,
          ),
          enforceBuildableLibDependency: false,
        },
      ],
    },
  },
];

/** The modules of `folder` may not import what matches `regex`. */
const layer = (folder, regex, message) => [
  {
    files: [`${folder}/*.ts`, `${folder}/*.tsx`],
    rules: { 'no-restricted-imports': ['error', { patterns: [{ regex, message }] }] },
  },
];

export default tseslint.config(
  { ignores: ['**/dist', '**/dist-types', '**/node_modules', '**/coverage'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [...tseslint.configs.strict, ...tseslint.configs.stylistic],
    rules: {
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/consistent-type-imports': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
    },
  },
  {
    // Rules that read types. Above all, no promise is left alone: an error in it would end the process, or nobody.
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: ['apps/dashboard/*.ts', 'libs/*/vite.config.ts', 'examples/*/vite.config.ts'],
        },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/return-await': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/prefer-nullish-coalescing': [
        'error',
        { ignorePrimitives: { string: true, number: true, boolean: true } },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  {
    // What the types rule out does not happen, but for what plain JavaScript passes to these libs, what old browsers
    // lack, and what a test looks for because it should not be there.
    files: ['**/*.ts', '**/*.tsx'],
    ignores: ['libs/sessions/**', 'libs/tracker/**', '**/*.spec.ts', '**/*.suite.ts', '**/testing/**'],
    rules: { '@typescript-eslint/no-unnecessary-condition': 'error' },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { depConstraints: boundaries, enforceBuildableLibDependency: false },
      ],
    },
  },
  ...dependsOnNothing('shared', '*.spec.ts', 'testing/**/*.ts'),
  ...dependsOnNothing('tracker', '*.spec.ts', 'testing/**/*.ts', 'vite.config.ts'),
  {
    files: ['libs/sessions/src/**/*.ts'],
    ignores: ['**/*.spec.ts', '**/testing/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(better-sqlite3|mongodb|express|fastify)$',
              message:
                'what is used of a driver or a framework is an interface: who uses no other needs no other types',
            },
          ],
        },
      ],
    },
  },
  {
    // The demo and the end-to-end tests run the server in their process and write past sessions to its store, because
    // the HTTP API stamps each keepalive with the present time. They use what apps/api/package.json exports for that.
    files: ['apps/demo/**/*.ts', 'apps/e2e/**/*.ts'],
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          depConstraints: boundaries,
          enforceBuildableLibDependency: false,
          allow: ['@dwell/api', '@dwell/api/testing/*'],
        },
      ],
    },
  },
  // The dashboard's layers: shared → features → app, one way, and a feature never reaches into another.
  ...layer(
    'apps/dashboard/src/shared/**',
    String.raw`/(features|app)/`,
    'shared knows no feature and no app',
  ),
  ...layer(
    'apps/dashboard/src/features/*',
    String.raw`/app/|^\.\./(?!\.\.)`,
    'a feature knows no app and no other feature',
  ),
  ...layer(
    'apps/dashboard/src/features/*/*',
    String.raw`/app/|^\.\./\.\./(?!\.\.)`,
    'a feature knows no app and no other feature',
  ),
  { files: ['apps/dashboard/**/*.tsx', 'examples/**/*.tsx'], ...reactHooks.configs.flat.recommended },
  { files: ['**/*.mjs'], languageOptions: { globals: globals.node } },
  {
    files: ['examples/plain-html/*.js', 'examples/notes/*.js'],
    languageOptions: { globals: globals.browser },
  },
  {
    // Command-line programs print to the terminal.
    files: [
      'bench/**/*.ts',
      'libs/programs/**/*.ts',
      'apps/demo/**/*.ts',
      'apps/e2e/src/{faults,compatibility}/**/*.ts',
      'tools/**/*.mjs',
      '.ci/**/*.mjs',
    ],
    rules: { 'no-console': 'off' },
  },
);
