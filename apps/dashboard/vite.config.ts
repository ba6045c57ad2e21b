import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { notices } from './notices/notices.js';
import { pageList } from './page-list.js';
import { sizeBar } from './size-bar.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export default defineConfig({
  plugins: [
    react(),
    pageList('/src/app/router.tsx', ['@dwell/source']),
    notices(ROOT, ['apps/api', 'apps/dashboard']),
    sizeBar({
      // The modules that a browser loads before it shows the login page or the empty shell.
      modules: ['src/main.tsx', 'src/features/auth/components/LoginPage.tsx', 'src/app/shell/Shell.tsx'],
      maxGzipBytes: 200 * 1024,
    }),
  ],
  resolve: { conditions: ['@dwell/source', ...defaultClientConditions] },
  server: {
    port: 5173,
    strictPort: true,
    proxy: {
      '/api': 'http://127.0.0.1:3000',
      '/notices.txt': 'http://127.0.0.1:3000',
      '/readyz': 'http://127.0.0.1:3000',
      '/tracker': 'http://127.0.0.1:3000',
    },
  },
  // Every browser that runs React 19 preloads modules natively.
  build: { modulePreload: { polyfill: false } },
});
