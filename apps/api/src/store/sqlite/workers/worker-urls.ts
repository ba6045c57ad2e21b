/** The URLs of the worker threads' built code. */
export const commitWorkerUrl = new URL('./commit-worker.js', import.meta.url);
export const readWorkerUrl = new URL('./read-worker.js', import.meta.url);
