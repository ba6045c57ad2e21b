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

/**
 * Bundles the programs and the threads with the packages that they use. A bundle loads in a fraction of the time that
 * Node takes to find, read and compile hundreds of modules. tsc checks the types, and writes those of index.ts.
 */
export default defineConfig({
  plugins: [mapOwnCode],
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
    // better-sqlite3 and swagger-ui-dist find their files by their own path, so they can't be part of a bundle. The
    // others are for servers on MongoDB alone.
    external: ['better-sqlite3', 'swagger-ui-dist', 'mongoose', '@nestjs/mongoose'],
    resolve: { conditions: ['@dwell/source', ...defaultServerConditions] },
  },
});
