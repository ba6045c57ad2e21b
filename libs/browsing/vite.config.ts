import { defineConfig } from 'vite';

/** Builds the clock that tests install in a real page, as one script. */
export default defineConfig({
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    minify: false,
    lib: {
      entry: 'src/chromium/page-clock.ts',
      formats: ['iife'],
      name: 'pageClock',
      fileName: () => 'page-clock.js',
    },
  },
});
