import { defaultServerConditions, defineConfig } from 'vite';

/**
 * Bundles the worker threads of the SQLite store: a bundle loads in some 30 ms, the hundreds of modules that it is
 * made of in some 150 ms. tsc builds everything else.
 */
export default defineConfig({
  build: {
    ssr: true,
    outDir: 'dist',
    emptyOutDir: false,
    target: 'esnext',
    sourcemap: true,
    rolldownOptions: {
      input: ['commit', 'read'].map((name) => `src/store/sqlite/workers/${name}-worker.ts`),
      output: { entryFileNames: 'workers/[name].js', chunkFileNames: 'workers/shared.js' },
    },
  },
  ssr: {
    noExternal: true,
    // better-sqlite3 loads a compiled addon by its own path, so it can't be part of a bundle.
    external: ['better-sqlite3'],
    resolve: { conditions: ['@dwell/source', ...defaultServerConditions] },
  },
});
