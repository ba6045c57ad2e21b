import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { sizeBar } from './size-bar.js';

export default defineConfig({
  plugins: [
    react(),
    sizeBar({
      // What a visitor loads before the login page or the empty shell shows.
      modules: ['src/main.tsx', 'src/features/auth/components/LoginPage.tsx', 'src/app/shell/Shell.tsx'],
      maxGzipBytes: 200 * 1024,
    }),
  ],
  resolve: { conditions: ['@dwell/source', ...defaultClientConditions] },
  server: {
    port: 5173,
    strictPort: true,
    proxy: { '/api': 'http://127.0.0.1:3000', '/tracker': 'http://127.0.0.1:3000' },
  },
  // Browsers that can run React 19 preload modules natively.
  build: { modulePreload: { polyfill: false } },
});
