import { defineConfig } from 'vite';

// Uses React's development build, because only there does StrictMode start, stop and start every effect. This example
// shows that the tracker works with that. Your application uses the production build.
export default defineConfig({ define: { 'process.env.NODE_ENV': '"development"' } });
