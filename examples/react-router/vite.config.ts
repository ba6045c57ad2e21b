import { defineConfig } from 'vite';

// React's development build, unlike yours: only there does StrictMode start, stop and start every effect, and that is
// what this example shows to be harmless.
export default defineConfig({ define: { 'process.env.NODE_ENV': '"development"' } });
