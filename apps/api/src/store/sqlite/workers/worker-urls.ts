/** The URLs of the worker threads' bundles (vite.config.ts). */
const bundles = new URL('../../../workers/', import.meta.url);

export const commitWorkerUrl = new URL('./commit-worker.js', bundles);
export const readWorkerUrl = new URL('./read-worker.js', bundles);
