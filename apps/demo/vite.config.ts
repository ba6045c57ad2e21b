import { defaultServerConditions, defineConfig } from 'vite';

/** Bundles the demo's programs. They load the server from apps/api, whose bundle finds its threads and files from there. */
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
