import http from 'node:http';
import { defaultServerConditions, defineConfig, type Plugin } from 'vite';

const COMMANDS = ['admin', 'migrate', 'export', 'rebuild', 'verify'];

/** The programs, and the module that other programs of this repository import. */
const PROGRAMS = ['main', 'index', ...COMMANDS.map((name) => `commands/${name}`)];

/** The threads of the SQLite store. */
const THREADS = ['commit-worker', 'read-worker'];

/** Leaves third-party packages out of the source maps, which makes them small: stack traces are for our own code. */
const mapOwnCode: Plugin = {
  name: 'map-own-code',
  transform: {
    filter: { id: /\/node_modules\// },
    handler: (code) => ({ code, map: { mappings: '' } }),
  },
};

/** The exports of node:http, without those that Node loads when somebody first reads them: WebSocket and its events. */
const HTTP_EXPORTS = Object.entries(Object.getOwnPropertyDescriptors(http)).flatMap(([name, { get }]) =>
  get === undefined ? [name] : [],
);

const LEAN_HTTP = '\0lean-http';

/**
 * Replaces `import … from 'node:http'`. For such an import, Node reads all exports of the module, and so loads its
 * WebSocket client, which takes 16 MB and 20 ms and which the server does not use.
 */
const leanHttp: Plugin = {
  name: 'lean-http',
  enforce: 'pre',
  resolveId: {
    filter: { id: /^(node:)?http$/ },
    handler: (_id, _importer, { kind }) => (kind === 'import-statement' ? LEAN_HTTP : undefined),
  },
  load: {
    filter: { id: /lean-http$/ },
    handler: () =>
      `const http = process.getBuiltinModule('node:http');
       export default http;
       export const { ${HTTP_EXPORTS.join(', ')} } = http;`,
  },
};

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * Writes characters beyond Latin-1 as escapes. V8 keeps the source of a file with one byte for each character, but with
 * two if a single one of them is beyond Latin-1.
 */
const escapeWideCharacters: Plugin = {
  name: 'escape-wide-characters',
  generateBundle: (_options, bundle) => {
    for (const file of Object.values(bundle)) {
      if (file.type === 'chunk') file.code = file.code.replace(/[^\0-\xff]/g, escaped);
    }
  },
};

/**
 * Bundles the programs and the threads with the packages that they use. A bundle loads in a fraction of the time that
 * Node takes to find, read and compile hundreds of modules. tsc checks the types, and writes those of index.ts.
 */
export default defineConfig({
  plugins: [mapOwnCode, leanHttp, escapeWideCharacters],
  build: {
    ssr: true,
    outDir: 'dist',
    emptyOutDir: false,
    target: 'esnext',
    sourcemap: true,
    rolldownOptions: {
      input: Object.fromEntries([
        ...PROGRAMS.map((name) => [name, `src/${name}.ts`]),
        ...THREADS.map((name) => [`workers/${name}`, `src/store/sqlite/workers/${name}.ts`]),
      ]),
      output: { keepNames: true, entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
      // Writes the name of each module above its code. `npm run bench:ingest -- --profile` reads these names.
      experimental: { attachDebugInfo: 'simple' },
    },
  },
  ssr: {
    noExternal: true,
    external: [
      // They find their files by their own path.
      'better-sqlite3',
      'swagger-ui-dist',
      // @nestjs/swagger requires it by a path of its own when it combines DTOs. In the bundle that would be a second
      // copy, and the combined DTOs would lack the transformations: one value of a list would not become a list.
      'class-transformer',
      // For servers on MongoDB alone.
      'mongoose',
      '@nestjs/mongoose',
      // Fastify's compilers of JSON Schema, a quarter of the bundle, are never loaded (noSchemas in server.ts).
      '@fastify/ajv-compiler',
      '@fastify/fast-json-stringify-compiler',
    ],
    resolve: { conditions: ['@dwell/source', ...defaultServerConditions] },
  },
});
