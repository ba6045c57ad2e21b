// A named import would fail on a Node that lacks the name, before node-version.ts can say that this Node is too old.
import module from 'node:module';
import { join } from 'node:path';
import { PROJECT_ROOT } from './repository-root.js';

/**
 * Lets V8 store the code that it compiles, so that the next start of the same build need not compile it again. The
 * cache lies beside the build and so belongs to it: whoever may write there may also replace the build itself. Where
 * the folder can't be written, the server works without the cache.
 */
export const cacheCompiledCode = (): void => {
  const folder = join(PROJECT_ROOT, 'dist/compile-cache');
  module.enableCompileCache(folder);
  // enableCompileCache is for this thread alone. The threads of the SQLite store start later, and read this variable.
  process.env['NODE_COMPILE_CACHE'] ??= folder;
};
