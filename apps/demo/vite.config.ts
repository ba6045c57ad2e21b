import { defaultServerConditions, defineConfig } from 'vite';

/**
 * Bundles the demo's programs. The server is not part of these bundles: it is loaded from its own bundle in apps/api,
 * because it finds its worker threads and files beside that bundle.
 */
export default defineConfig({
  build: {
    ssr: true,
    outDir: 'dist',
    emptyOutDir: false,
    target: 'esnext',
    sourcemap: true,
    rolldownOptions: { input: ['src/demo.ts', 'src/simulate.ts'] },
  },
  ssr: {
    noExternal: true,
    external: ['@dwell/api', 'mongodb'],
    resolve: { conditions: ['@dwell/source', ...defaultServerConditions] },
  },
});
