import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

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
      'no-restricted-syntax': [
        'error',
        {
          // Generators can't be arrow functions, and overloads need declarations.
          selector: 'FunctionDeclaration[generator=false]:not(TSDeclareFunction ~ FunctionDeclaration)',
          message: 'Write functions as arrow functions that are assigned to a const.',
        },
      ],
      'no-console': 'error',
    },
  },
  {
    // Rules that read types. Above all, they find promises that nobody handles: an error in one would end
    // the process or be lost.
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: {
      parserOptions: {
        projectService: {
          allowDefaultProject: [
            'apps/{api,dashboard}/*.ts',
            'libs/*/vite.config.ts',
            'examples/*/vite.config.ts',
          ],
        },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/return-await': 'error',
      '@typescript-eslint/no-base-to-string': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/prefer-nullish-coalescing': [
        'error',
        { ignorePrimitives: { string: true, number: true, boolean: true } },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  {
    // Forbids checks for what the types rule out. The ignored files need such checks: plain JavaScript may pass
    // anything to these libs, old browsers lack some functions, and a test looks for what should not be there.
    files: ['**/*.ts', '**/*.tsx'],
    ignores: ['libs/sessions/**', 'libs/tracker/**', '**/*.spec.ts', '**/*.suite.ts', '**/testing/**'],
    rules: { '@typescript-eslint/no-unnecessary-condition': 'error' },
  },
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
