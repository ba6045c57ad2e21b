import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PROJECT_ROOT } from '../../../platform/repository-root.js';

/**
 * Returns the URL of a worker thread's bundle (vite.config.ts). Tests run the bundle too: a thread can't run
 * TypeScript.
 */
const bundle = (name: string): URL => pathToFileURL(join(PROJECT_ROOT, 'dist/workers', name));

export const commitWorkerUrl = bundle('commit-worker.js');
export const readWorkerUrl = bundle('read-worker.js');
